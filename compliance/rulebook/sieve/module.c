/* The compiled sieve, as Python sees it. */
#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

static PyModuleDef module = {PyModuleDef_HEAD_INIT, .m_name = "_sieve", .m_doc = "The compiled sieve.", .m_size = 0};

PyMODINIT_FUNC PyInit__sieve(void) { return PyModuleDef_Init(&module); }
