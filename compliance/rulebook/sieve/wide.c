#include "sieve.h"

int is_wide = 0;

int can_be_wide(void) {
#ifdef WIDE
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") != 0;
#else
    return 0;
#endif
}
