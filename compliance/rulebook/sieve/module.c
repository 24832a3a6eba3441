/* The sieve as Python sees it: `compliance/rulebook/_sieve.pyi` says what each function takes and gives. */
#include "sieve.h"

typedef struct {
    PyObject_HEAD
    PyObject *blob;
    PyObject *last, *last_small; /* what the forms were made of */
    Tables tables;
    Forms forms;
    Asking asking;
    Hits hits;
} Sieve;

/* ------------------------------------------------------------ what is asked */

/* Whether a wording could stand in the block: 1, 0, or -1 where there is no memory. `latin` is -1 until it is known. */
static int stands_in(Sieve *self, uint32_t slot, int *latin, const Blocks *blocks) {
    if (self->tables.flags[slot] & 2) {
        if (*latin < 0) *latin = blocks->is_ascii || is_latin(blocks);
        if (*latin) return 0;
    }
    return may_stand(&self->tables, &self->forms, &self->asking, slot);
}

/* The slots of a list that could stand in the block: a tuple, None where there are none, NULL where something failed. */
static PyObject *slots_of(Sieve *self, const uint16_t *list, int *latin, const Blocks *blocks) {
    Py_ssize_t count = 0, at = 0;
    for (uint32_t i = 1; i <= list[0]; i++) {
        int stands = stands_in(self, list[i], latin, blocks);
        if (stands < 0) return PyErr_NoMemory();
        count += stands;
    }
    if (!count) Py_RETURN_NONE;
    PyObject *slots = PyTuple_New(count);
    for (uint32_t i = 1; slots && i <= list[0]; i++) {
        if (!stands_in(self, list[i], latin, blocks)) continue; /* it is told for the second time, which costs nothing and cannot fail */
        PyObject *number = PyLong_FromUnsignedLong(list[i]);
        if (!number || PyTuple_SetItem(slots, at++, number)) Py_CLEAR(slots);
    }
    return slots;
}

static void next_block(Sieve *self, const Blocks *blocks) {
    Forms *forms = &self->forms;
    Asking *asking = &self->asking;
    if (++asking->serial == 0x7FFFFFFFu) { /* all that was told is forgotten before numbers come again */
        memset(asking->slot_told, 0, self->tables.slot_count * sizeof(uint32_t));
        memset(asking->set_told, 0, self->tables.set_count * sizeof(uint32_t));
        asking->words.serial = asking->signs.serial = 0;
        asking->serial = 1;
    }
    asking->start = target(forms, blocks->from);
    asking->end = target(forms, blocks->to - 1) + 1;
}

/* Adds a block with its places to a list; takes the places over. */
static int add_block(PyObject *found, const Blocks *blocks, PyObject *places) {
    PyObject *block = Py_BuildValue("(nnON)", (Py_ssize_t)blocks->from, (Py_ssize_t)blocks->to, blocks->is_cut ? Py_True : Py_False, places);
    int failed = !block || PyList_Append(found, block);
    Py_XDECREF(block);
    return failed ? -1 : 0;
}

static PyObject *hits_in_blocks(Sieve *self, Blocks *blocks) {
    PyObject *found = PyList_New(0), *places = NULL, *slots = NULL; /* `slots` are those of `list` in the block */
    uint32_t list = NONE;
    int latin = -1;
    if (!found) return NULL;
    for (size_t i = 0; i < self->hits.count; i++) {
        Hit hit = self->hits.items[i];
        size_t at = origin(&self->forms, hit.place);
        if (!i || at < blocks->from || at >= blocks->to) {
            PyObject *done = places;
            places = NULL;
            if (done && add_block(found, blocks, done)) goto failed;
            blocks_around(blocks, at);
            next_block(self, blocks);
            list = NONE, latin = -1;
        }
        if (list != hit.slots) {
            Py_XDECREF(slots);
            list = hit.slots, slots = slots_of(self, self->tables.lists + list, &latin, blocks);
        }
        if (!slots) goto failed;
        if (slots == Py_None) continue;
        PyObject *place = Py_BuildValue("(nO)", (Py_ssize_t)at, slots);
        int failed = !place || (!places && !(places = PyList_New(0))) || PyList_Append(places, place);
        Py_XDECREF(place);
        if (failed) goto failed;
    }
    Py_CLEAR(slots);
    if (places && add_block(found, blocks, places)) {
        places = NULL;
        goto failed;
    }
    return found;
failed:
    Py_XDECREF(slots);
    Py_XDECREF(places);
    Py_DECREF(found);
    return NULL;
}

/* The part of `whole` that has all stretches between blank lines with a byte beyond ASCII. */
static void beyond(const Sieve *self, const uint8_t *raw, size_t size, size_t *first, size_t *last) {
    const Forms *forms = &self->forms;
    size_t from = 0, to = size;
    while (from < size && raw[from] < 0x80) from++;
    while (to > from && raw[to - 1] < 0x80) to--;
    if (from == to) {
        *first = *last = 0;
        return;
    }
    from = target(forms, from), to = target(forms, to - 1) + 1;
    while (from && forms->whole[from - 1] != GAP) from--;
    while (to < forms->size && forms->whole[to] != GAP) to++;
    *first = from, *last = to;
}

enum { MUCH = 1 << 22 }; /* bytes of a text above which no memory is kept for the next one */

static void give_back(Sieve *self) {
    Py_CLEAR(self->last);
    Py_CLEAR(self->last_small);
    forms_free(&self->forms);
    chains_free(&self->asking);
    PyMem_Free(self->hits.items);
    memset(&self->hits, 0, sizeof self->hits);
}

static int bytes_of(PyObject *object, char **data, Py_ssize_t *size) {
    if (PyBytes_CheckExact(object)) return PyBytes_AsStringAndSize(object, data, size);
    PyErr_SetString(PyExc_TypeError, "bytes are wanted, and no class derived from them");
    return -1;
}

static PyObject *asked(Sieve *self, PyObject *text, PyObject *small, int is_ascii, int beside, Py_ssize_t start, Py_ssize_t end) {
    char *raw, *quiet = NULL;
    Py_ssize_t size, small_size;
    if (bytes_of(text, &raw, &size) || (small != Py_None && bytes_of(small, &quiet, &small_size))) return NULL;
    if (quiet && small_size != size) {
        PyErr_SetString(PyExc_ValueError, "the text and its small letters differ in length");
        return NULL;
    }
    if (size >= 0x7FFFFFFF || size > PY_SSIZE_T_MAX / 16) { /* places take four bytes, and a byte up to sixteen */
        PyErr_SetString(PyExc_OverflowError, "the text is too long");
        return NULL;
    }
    if (text != self->last || small != self->last_small) {
        Py_CLEAR(self->last);
        Py_CLEAR(self->last_small);
        if (forms_make(&self->forms, (uint8_t *)raw, (uint8_t *)quiet, (size_t)size)) return PyErr_NoMemory();
        self->last = Py_NewRef(text), self->last_small = Py_NewRef(small);
    }
    size_t from = 0, to = self->forms.size;
    if (is_ascii && self->forms.cut_count == 1) {
        from = start > 0 ? (size_t)start : 0;
        to = end < 0 ? 0 : (size_t)end < to ? (size_t)end : to;
    }
    Blocks blocks;
    blocks_begin(&blocks, (uint8_t *)raw, (size_t)size, is_ascii);
    self->hits.count = 0;
    if (from < to && net_search(&self->tables, beside ? 2 : 0, &self->forms, from, to, &self->hits)) return PyErr_NoMemory();
    if (!is_ascii) {
        if (blocks.gap_size == 2) beyond(self, (uint8_t *)raw, (size_t)size, &from, &to); /* else blocks reach across what is a gap here */
        if (from < to && net_search(&self->tables, beside ? 3 : 1, &self->forms, from, to, &self->hits)) return PyErr_NoMemory();
    }
    return hits_in_blocks(self, &blocks);
}

static PyObject *sieve_hits(PyObject *object, PyObject *arguments) {
    Sieve *self = (Sieve *)object;
    PyObject *text, *small;
    int is_ascii, beside;
    Py_ssize_t start, end;
    if (!PyArg_ParseTuple(arguments, "OOppnn:hits", &text, &small, &is_ascii, &beside, &start, &end)) return NULL;
    /* No Python may run until the answer is there: it could ask the same sieve about another text. Before 3.12 the collector runs where objects
       are made, and with it whatever has a finalizer. */
    int collects = PyGC_Disable();
    PyObject *found = asked(self, text, small, is_ascii, beside, start, end);
    if (!found || (PyBytes_CheckExact(text) && PyBytes_Size(text) > MUCH)) give_back(self);
    if (collects) PyGC_Enable();
    return found;
}

static PyObject *sieve_new(PyTypeObject *type, PyObject *arguments, PyObject *names) {
    PyObject *blob;
    char *data;
    Py_ssize_t size;
    if (names && PyDict_Size(names)) {
        PyErr_SetString(PyExc_TypeError, "Sieve takes no arguments by name");
        return NULL;
    }
    if (!PyArg_ParseTuple(arguments, "O:Sieve", &blob) || bytes_of(blob, &data, &size)) return NULL;
    if ((uintptr_t)data % sizeof(uint32_t)) {
        PyErr_SetString(PyExc_ValueError, "the tables of the sieve are out of line");
        return NULL;
    }
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Sieve *self = (Sieve *)alloc(type, 0);
    if (!self) return NULL;
    self->blob = Py_NewRef(blob);
    if (tables_read(&self->tables, (const uint8_t *)data, (size_t)size)) {
        Py_DECREF((PyObject *)self);
        return NULL;
    }
    if (asking_init(&self->asking, &self->tables)) {
        Py_DECREF((PyObject *)self);
        return PyErr_NoMemory();
    }
    return (PyObject *)self;
}

static void sieve_free(PyObject *object) {
    Sieve *self = (Sieve *)object;
    PyTypeObject *type = Py_TYPE(object);
    Py_XDECREF(self->blob);
    give_back(self);
    asking_free(&self->asking);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(object);
    Py_DECREF(type);
}

static PyMethodDef sieve_methods[] = {
    {"hits", sieve_hits, METH_VARARGS, "Blocks of a text with the places where wordings could stand."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot sieve_slots[] = {
    {Py_tp_doc, "Asks texts for the strings of wordings."},
    {Py_tp_new, sieve_new},
    {Py_tp_dealloc, sieve_free},
    {Py_tp_methods, sieve_methods},
    {0, NULL},
};

static PyType_Spec sieve_spec = {"compliance.rulebook._sieve.Sieve", sizeof(Sieve), 0, Py_TPFLAGS_DEFAULT, sieve_slots};

/* ------------------------------------------------------------ functions */

static PyObject *module_plain_signs(PyObject *module, PyObject *text) {
    char *data;
    Py_ssize_t size;
    (void)module;
    if (PyBytes_AsStringAndSize(text, &data, &size)) return NULL;
    uint8_t *out = PyMem_Malloc((size_t)size + 1);
    if (!out) return PyErr_NoMemory();
    size_t written = plain_signs((uint8_t *)data, (size_t)size, out);
    int is_same = written == (size_t)size && !memcmp(out, data, written) && PyBytes_CheckExact(text);
    PyObject *found = is_same ? Py_NewRef(text) : PyBytes_FromStringAndSize((char *)out, (Py_ssize_t)written);
    PyMem_Free(out);
    return found;
}

static PyObject *module_may_fold(PyObject *module, PyObject *text) {
    char *data;
    Py_ssize_t size;
    (void)module;
    if (PyBytes_AsStringAndSize(text, &data, &size)) return NULL;
    return PyBool_FromLong(may_fold((uint8_t *)data, (size_t)size));
}

static PyObject *module_widen(PyObject *module, PyObject *wanted) {
    int was_wide = is_wide, is_wanted = PyObject_IsTrue(wanted);
    (void)module;
    if (is_wanted < 0) return NULL;
    is_wide = is_wanted && can_be_wide();
    return PyBool_FromLong(was_wide);
}

static PyMethodDef module_functions[] = {
    {"plain_signs", module_plain_signs, METH_O, "The plain signs for the usual typographic ones."},
    {"may_fold", module_may_fold, METH_O, "Whether anything in a text could have to be folded."},
    {"widen", module_widen, METH_O, "Whether to look at many places at a time; whether that was so."},
    {NULL, NULL, 0, NULL},
};

static int module_exec(PyObject *module) {
    is_wide = can_be_wide();
    PyObject *type = PyType_FromModuleAndSpec(module, &sieve_spec, NULL);
    if (!type) return -1;
    int failed = PyModule_AddObjectRef(module, "Sieve", type);
    Py_DECREF(type);
    return failed;
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, module_exec}, {0, NULL}};

static PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "_sieve", .m_doc = "The gate's strings, asked of a text in one pass.", .m_size = 0, .m_methods = module_functions, .m_slots = module_slots,
};

PyMODINIT_FUNC PyInit__sieve(void) { return PyModuleDef_Init(&module); }
