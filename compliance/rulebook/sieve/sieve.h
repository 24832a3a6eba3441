/* The gate's strings, asked of a text in one pass. What each part does is said in `compliance/rulebook/sifting.py`, which makes the tables;
   `compliance/rulebook/slow.py` gives the same answers without a compiler, and the tests hold both to each other. */
#ifndef SIEVE_H
#define SIEVE_H

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define GAP 0xFFu
#define NONE 0xFFFFFFFFu
#define LAYOUT 2 /* of the tables; raised with every change of what `sifting.py` writes */
#define NETS 4
#define WIDTHS 5
#define MARGIN 32 /* bytes around a form that may be read: a blank before it, blanks behind it */
#define LONGEST 8 /* bytes of a window, and windows side by side */

/* The eight bytes from a place on. */
static inline uint64_t eight(const uint8_t *at) {
    uint64_t found;
    memcpy(&found, at, 8);
    return found;
}

/* ------------------------------------------------------------ wide.c: processors with instructions for many bytes at a time (AVX2) */

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define WIDE __attribute__((target("avx2")))
#define INTO static inline __attribute__((always_inline)) /* what is compiled for both kinds of processors */
#else
#define INTO static inline
#endif

/* Whether this processor has them, and whether they are used. */
int can_be_wide(void);
extern int is_wide;

/* ------------------------------------------------------------ tables.c: what `sifting.py` made, looked through once and then believed */

typedef struct {
    uint32_t string, loud; /* where they begin in the pool; `loud` is NONE where capitals do not count */
    uint32_t slots;        /* where the list of slots begins: how many, and then they */
    uint16_t length;
    uint16_t edges; /* a word must begin (1) and end (2) with it */
} Entry;

typedef struct { /* strings that are known by windows of one width */
    uint32_t width, stride, words, buckets; /* bytes; windows side by side; binary logarithms of sizes */
    const uint32_t *filter;                 /* 2^words */
    const uint32_t *starts;                 /* 2^buckets + 1 */
    const uint32_t *items;                  /* the number of an entry, and in the last byte those of the string before the window */
    uint32_t count;
} Window;

typedef struct {
    Window windows[WIDTHS];
    const Entry *entries;
    uint32_t count;
} Net;

typedef struct {
    uint32_t string, gram; /* `gram`: three bytes of it in small letters, from `anchor` on */
    uint16_t length;
    uint8_t anchor;
    uint8_t is_word; /* looked for among letters and digits alone */
} Other;

typedef struct {
    Net nets[NETS];
    const uint8_t *pool;
    const uint16_t *lists; /* of slots */
    const uint32_t *need_starts; /* by slot, into `needs` */
    const uint16_t *needs;       /* numbers of sets */
    const uint8_t *flags;        /* by slot: capitals count (1), only in a block with letters that are not Latin (2) */
    const uint32_t *set_starts;  /* by set, into `items` */
    const uint16_t *items;       /* numbers of others */
    const uint8_t *set_cased;
    const Other *others;
    uint32_t pool_size, list_size, slot_count, need_size, set_count, item_size, other_count;
} Tables;

/* 0, or -1 with ValueError set. The tables point into the blob, which must stay. */
int tables_read(Tables *tables, const uint8_t *blob, size_t size);

/* ------------------------------------------------------------ forms.c */

typedef struct { /* from here on, and up to the next one, both go on side by side */
    uint32_t text, whole;
} Cut;

typedef struct {
    uint8_t *whole;  /* single blanks, capitals as they are */
    uint8_t *small;  /* the same in small letters */
    uint8_t *plain;  /* letters and digits of ASCII in small letters, blanks for all else, one more at either end */
    Cut *cuts;      /* where blanks are left out, in order; the first is the beginning of the text */
    size_t cut_count, cut_room;
    size_t size;
    uint8_t *room;
    size_t room_size;
} Forms;

/* 0, or -1 where there is no memory. `quiet` is the text in small letters, byte for byte, or NULL where it differs in ASCII alone. */
int forms_make(Forms *forms, const uint8_t *raw, const uint8_t *quiet, size_t size);
/* Gives all memory back; the forms may be made again. */
void forms_free(Forms *forms);
/* The byte of the text that a byte of `whole` stands for, and the inverse; a blank that is left out has the place of the one before it. */
size_t origin(const Forms *forms, size_t place);
size_t target(const Forms *forms, size_t at);
/* Whether `hostile.py` could find anything in a text; looser than that where it is quicker so, and never blind. */
int may_fold(const uint8_t *text, size_t size);
/* Plain quotes, hyphens and apostrophes for the usual typographic ones; the size of what is written to `out`, at most `size`. */
size_t plain_signs(const uint8_t *text, size_t size, uint8_t *out);

extern const uint8_t IS_ALNUM[256];

/* ------------------------------------------------------------ blocks.c */

typedef struct {
    const uint8_t *raw;
    size_t size, from_gap, to_gap;
    size_t from, to; /* the block in hand */
    const char *gap;
    size_t gap_size;
    int is_ascii, is_ragged, is_cut; /* `is_ragged`: whether blank lines may not be bare; -1 until it is known */
} Blocks;

void blocks_begin(Blocks *blocks, const uint8_t *raw, size_t size, int is_ascii);
/* Takes the block around a byte in hand. Quick where they ascend. */
void blocks_around(Blocks *blocks, size_t at);
/* Whether all letters of the block in hand are Latin ones: none between U+0370 and U+1FFF or from U+2C00 on. */
int is_latin(const Blocks *blocks);

/* ------------------------------------------------------------ filter.c */

/* Both odd; the first is 2^32 by the golden ratio. */
#define MIX_LOW 0x9E3779B1u
#define MIX_HIGH 0x85EBCA77u

static inline uint64_t window_mask(uint32_t width) { return width == 8 ? ~(uint64_t)0 : ((uint64_t)1 << 8 * width) - 1; }

/* The hash of the window at a place, of which up to eight bytes are read; as `sifting.py` makes it. */
static inline uint32_t window_hash(const uint8_t *at, uint64_t mask) {
    uint64_t bytes = eight(at);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap64(bytes);
#endif
    bytes &= mask;
    return (uint32_t)bytes * MIX_LOW + (uint32_t)(bytes >> 32) * MIX_HIGH;
}

/* Writes to `places` where from `at` on, and before `end`, a window may begin; how many. */
size_t passing(const Window *window, const uint8_t *text, size_t at, size_t end, uint32_t *places);

/* ------------------------------------------------------------ search.c */

typedef struct {
    uint32_t place; /* in `whole` */
    uint32_t slots; /* as in Entry */
} Hit;

typedef struct {
    Hit *items;
    size_t count, room;
} Hits;

/* 0, or -1 where there is no memory. Adds what stands between two places, by place. */
int net_search(const Tables *tables, int net, const Forms *forms, size_t start, size_t end, Hits *hits);

/* ------------------------------------------------------------ needs.c */

typedef struct { /* where the windows of three bytes of a stretch stand: the last of each, and of each the one before */
    uint32_t *heads, *before;
    size_t heads_room, before_room;
    uint32_t bits, size;
    uint32_t serial; /* of the block that it was made of */
    const uint8_t *text;
} Chain;

typedef struct {
    uint32_t serial; /* of the block that is asked about */
    uint32_t *slot_told, *set_told; /* 2 * serial, and 1 more where it may stand */
    Chain words, signs;
    size_t start, end; /* the block, in places of `whole` */
} Asking;

int asking_init(Asking *asking, const Tables *tables);
void asking_free(Asking *asking);
/* Gives back what was taken for the texts. */
void chains_free(Asking *asking);
/* Whether the other strings of a wording stand in the block: 1, 0, or -1 where there is no memory. */
int may_stand(const Tables *tables, const Forms *forms, Asking *asking, uint32_t slot);

#endif
