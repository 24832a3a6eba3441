/* The forms of a text that strings are looked for in. */
#include "sieve.h"

#define TEN(x) x, x, x, x, x, x, x, x, x, x
const uint8_t IS_ALNUM[256] = {
    ['0'] = TEN(1), ['A'] = TEN(1), TEN(1), 1, 1, 1, 1, 1, 1, ['a'] = TEN(1), TEN(1), 1, 1, 1, 1, 1, 1,
};

#define ONES 0x0101010101010101u

static inline uint8_t is_blank(uint8_t c) { return ((uint8_t)(c - 9) <= 4) | ((uint8_t)(c - 28) <= 3); }
static inline uint8_t is_capital(uint8_t c) { return (uint8_t)(c - 'A') <= 25; }

/* No table and no branch in these loops: compilers make vector instructions of them. */
INTO void level(const uint8_t *restrict from, uint8_t *restrict to, size_t size) {
    for (size_t i = 0; i < size; i++) to[i] = is_blank(from[i]) ? ' ' : from[i];
}

INTO void lowered(const uint8_t *restrict from, uint8_t *restrict to, size_t size) {
    for (size_t i = 0; i < size; i++) to[i] = (uint8_t)(from[i] | (uint8_t)(is_capital(from[i]) << 5));
}

INTO void letters(const uint8_t *restrict from, uint8_t *restrict to, size_t size) {
    for (size_t i = 0; i < size; i++) {
        uint8_t c = from[i] | (uint8_t)(is_capital(from[i]) << 5);
        to[i] = (((uint8_t)(c - 'a') <= 25) | ((uint8_t)(c - '0') <= 9)) ? c : ' ';
    }
}

static void gaps(const uint8_t *raw, uint8_t *whole, size_t size) {
    const uint8_t *at = raw, *end = raw + size;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
        if (at + 1 < end && at[1] == '\n') {
            whole[at - raw] = whole[at - raw + 1] = GAP;
            at++;
        }
        at++;
    }
}

static int add_cut(Forms *forms, size_t text, size_t whole) {
    if (forms->cut_count == forms->cut_room) {
        size_t room = forms->cut_room ? 2 * forms->cut_room : 64;
        Cut *cuts = PyMem_Realloc(forms->cuts, room * sizeof(Cut));
        if (!cuts) return -1;
        forms->cuts = cuts, forms->cut_room = room;
    }
    forms->cuts[forms->cut_count++] = (Cut){(uint32_t)text, (uint32_t)whole};
    return 0;
}

/* The first place from `at` on with a blank that has a blank before it; `size` where there is none. */
static size_t next_double(const uint8_t *whole, size_t at, size_t size) {
    for (; at + 8 <= size; at += 8) { /* whether any byte is nought once both are held against blanks (Warren, "Hacker's Delight", 6-1) */
        uint64_t both = (eight(whole + at) ^ ' ' * ONES) | (eight(whole + at - 1) ^ ' ' * ONES);
        if ((both - ONES) & ~both & 0x80 * ONES) break;
    }
    while (at < size && (whole[at] != ' ' || whole[at - 1] != ' ')) at++;
    return at;
}

/* Leaves out every blank behind a blank, in place. */
static int collapse(Forms *forms, size_t size) {
    uint8_t *whole = forms->whole, *small = forms->small;
    size_t from = 0, to = 0; /* of what is not yet moved */
    forms->cut_count = 0;
    if (add_cut(forms, 0, 0)) return -1;
    for (size_t at = next_double(whole, 1, size);; at = next_double(whole, from + 1, size)) {
        if (at > size) at = size;
        if (to != from) {
            memmove(whole + to, whole + from, at - from);
            memmove(small + to, small + from, at - from);
        }
        to += at - from;
        if (at == size) break;
        for (from = at; from < size && whole[from] == ' ';) from++;
        if (add_cut(forms, from, to)) return -1;
    }
    forms->size = to;
    return 0;
}

/* The last cut that is not behind a place. */
static const Cut *cut_before(const Forms *forms, size_t place, int in_text) {
    size_t low = 0, high = forms->cut_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if ((in_text ? forms->cuts[middle].text : forms->cuts[middle].whole) <= place) low = middle;
        else high = middle;
    }
    return &forms->cuts[low];
}

size_t origin(const Forms *forms, size_t place) {
    const Cut *cut = cut_before(forms, place, 0);
    return cut->text + (place - cut->whole);
}

size_t target(const Forms *forms, size_t at) {
    const Cut *cut = cut_before(forms, at, 1);
    size_t place = cut->whole + (at - cut->text);
    return cut + 1 < forms->cuts + forms->cut_count && place >= cut[1].whole ? cut[1].whole - 1 : place;
}

INTO int made(Forms *forms, const uint8_t *raw, const uint8_t *quiet, size_t size) {
    size_t each = size + 2 * MARGIN;
    if (forms->room_size < 3 * each) {
        PyMem_Free(forms->room);
        forms->room_size = 0;
        forms->room = PyMem_Malloc(3 * each + 3 * each / 2);
        if (!forms->room) return -1;
        forms->room_size = 3 * each + 3 * each / 2;
    }
    forms->whole = forms->room + MARGIN, forms->small = forms->whole + each, forms->plain = forms->small + each - 1;
    forms->size = size;
    level(raw, forms->whole, size);
    gaps(raw, forms->whole, size);
    if (quiet) {
        level(quiet, forms->small, size);
        gaps(raw, forms->small, size);
    } else {
        lowered(forms->whole, forms->small, size);
    }
    if (collapse(forms, size)) return -1;
    forms->whole[-1] = forms->small[-1] = forms->plain[0] = ' ';
    letters(forms->whole, forms->plain + 1, forms->size);
    forms->whole[forms->size] = forms->plain[1 + forms->size] = ' ';
    memset(forms->small + forms->size, ' ', MARGIN);
    return 0;
}

#ifdef WIDE
static WIDE int made_wide(Forms *forms, const uint8_t *raw, const uint8_t *quiet, size_t size) { return made(forms, raw, quiet, size); }
#endif

int forms_make(Forms *forms, const uint8_t *raw, const uint8_t *quiet, size_t size) {
#ifdef WIDE
    if (is_wide) return made_wide(forms, raw, quiet, size);
#endif
    return made(forms, raw, quiet, size);
}

void forms_free(Forms *forms) {
    PyMem_Free(forms->room);
    PyMem_Free(forms->cuts);
    memset(forms, 0, sizeof *forms);
}

/* ------------------------------------------------------------ signs and the question whether to fold */

/* Whether eight bytes are of ASCII, and none of them a backtick. */
static inline int is_simple(uint64_t bytes) {
    uint64_t ticks = bytes ^ '`' * ONES;
    return !(((ticks - ONES) | bytes) & 0x80 * ONES);
}

size_t plain_signs(const uint8_t *text, size_t size, uint8_t *out) {
    size_t at = 0, to = 0;
    while (at < size) {
        if (at + 8 <= size && is_simple(eight(text + at))) {
            memcpy(out + to, text + at, 8);
            at += 8, to += 8;
            continue;
        }
        uint8_t c = text[at], plain = 0;
        if (c == 0xE2 && at + 2 < size && text[at + 1] == 0x80) {
            uint8_t last = text[at + 2];
            plain = last == 0x98 || last == 0x99 ? '\'' : last == 0x9C || last == 0x9D ? '"' : last == 0x93 || last == 0x94 ? '-' : 0;
        }
        out[to++] = plain ? plain : c == '`' ? '\'' : c;
        at += plain ? 3 : 1;
    }
    return to;
}

enum { LETTER = 1, DIGIT = 2, APART = 4, LIKE = 8, SPACE = 16, HYPHEN = 32, ENTITY = 64, BEYOND = 128 };

#define IS(c, sign) ((uint8_t)((c) == (sign)))

/* No table here either. Sums, since of alternatives compilers make tests of bits that no vector instructions are for. */
INTO void classed(const uint8_t *restrict from, uint8_t *restrict to, size_t size) {
    for (size_t i = 0; i < size; i++) {
        uint8_t c = from[i], blank = IS(c, ' '), hyphen = IS(c, '-'), tab = IS(c, 0x0B);
        uint8_t letter = (uint8_t)((c | 32) - 'a') <= 25, digit = (uint8_t)(c - '0') <= 9, bit = (uint8_t)(c - '0') <= 1;
        uint8_t apart = (uint8_t)(IS(c, '.') + IS(c, '_') + IS(c, '*') + hyphen + blank);
        uint8_t like = (uint8_t)(IS(c, '|') + IS(c, '!') + IS(c, '$') + IS(c, '#') + bit);
        uint8_t space = (uint8_t)(IS(c, '\t') + IS(c, '\r') + IS(c, '\n') + blank);
        uint8_t broken = (uint8_t)(hyphen + tab), entity = (uint8_t)(IS(c, '&') + tab);
        to[i] = (uint8_t)(letter | digit << 1 | apart << 2 | like << 3 | space << 4 | broken << 5 | entity << 6 | (c & BEYOND));
    }
}

enum { PAST = 9, ROOM = 1024 }; /* bytes behind a place that are looked at with it; places at a time */

/* What may be hostile in ASCII, by the classes of the bytes: digits for letters, letters set apart, words broken at the end of a line, entities.
   Bits of bytes alone, so that compilers make vector instructions of it. */
INTO uint8_t suspicious(const uint8_t *restrict t, size_t size) {
    uint8_t found = 0;
    for (size_t i = 0; i < size; i++) {
        uint8_t a = t[i], b = t[i + 1], c = t[i + 2], d = t[i + 3], e = t[i + 4], f = t[i + 5], g = t[i + 6], h = t[i + 7], j = t[i + 8], k = t[i + 9];
        uint8_t like = a & c & d & (uint8_t)(b >> 3);
        uint8_t parts = (uint8_t)(c & e & g & j) >> 2;
        uint8_t apart = (uint8_t)~(a | (uint8_t)(a >> 1)) & b & d & f & h & k & parts;
        uint8_t broken = (uint8_t)(a | (uint8_t)(a >> 7)) & (uint8_t)(b >> 5) & (uint8_t)(c >> 4);
        uint8_t entity = (uint8_t)(a >> 6) & (uint8_t)(b | (uint8_t)(b >> 3) | (uint8_t)(a >> 5));
        found |= like | apart | broken | entity;
    }
    return found & 1;
}

/* Whether what stands at a byte beyond ASCII is a usual sign or a letter of western Europe, which alone is never hostile; its bytes, or 0. */
static size_t usual(const uint8_t *at, size_t left, uint8_t before) {
    if (left < 2) return 0;
    uint8_t second = at[1];
    switch (at[0]) {
    case 0xC2: return memchr("\xA3\xA7\xA9\xAB\xAE\xB0\xBB", second, 7) ? 2 : 0;
    case 0xC3: return memchr("\x82\x83\x8E\x8F\x90\x91\x98\x99", second, 8) ? 0 : 2; /* with these, mojibake begins */
    case 0xC4:
    case 0xC5: return 2;
    case 0xE2:
        if (left < 3) return 0;
        if (second == 0x80) return memchr("\x93\x94\x98\x99\x9C\x9D\x9E\xA2\xA6", at[2], 9) ? 3 : 0;
        return second == 0x82 && at[2] == 0xAC && before < 0x80 ? 3 : 0;
    default: return 0;
    }
}

INTO int may_fold_in_ascii(const uint8_t *text, size_t size) {
    uint8_t classes[1 + ROOM + PAST]; /* nothing stands before the text and behind it */
    for (size_t at = 0; at < size; at += ROOM) {
        size_t some = size - at < ROOM ? size - at : ROOM, more = size - at < ROOM + PAST ? size - at : ROOM + PAST;
        classes[0] = 0;
        classed(text + at - (at > 0), classes + (at == 0), more + (at > 0));
        memset(classes + 1 + more, 0, sizeof classes - 1 - more);
        if (suspicious(classes, some + 1)) return 1;
    }
    return 0;
}

#ifdef WIDE
static WIDE int may_fold_in_ascii_wide(const uint8_t *text, size_t size) { return may_fold_in_ascii(text, size); }
#endif

int may_fold(const uint8_t *text, size_t size) {
#ifdef WIDE
    if (is_wide ? may_fold_in_ascii_wide(text, size) : may_fold_in_ascii(text, size)) return 1;
#else
    if (may_fold_in_ascii(text, size)) return 1;
#endif
    for (size_t at = 0; at < size;) {
        if (at + 8 <= size && !(eight(text + at) & 0x80 * ONES)) {
            at += 8;
        } else if (text[at] < 0x80) {
            at++;
        } else {
            size_t bytes = usual(text + at, size - at, at ? text[at - 1] : 0);
            if (!bytes) return 1;
            at += bytes;
        }
    }
    return 0;
}
