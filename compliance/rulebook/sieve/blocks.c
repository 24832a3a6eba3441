/* The stretches of a text between blank lines, and the parts of those that are cut into paragraphs: as in `slow.py`. */
#include "sieve.h"

enum { LONG = 500 }; /* as in `plain.py` */

static const uint8_t *find(const uint8_t *at, const uint8_t *end, const char *string, size_t length) {
    while (at + length <= end) {
        at = memchr(at, string[0], (size_t)(end - at) - length + 1);
        if (!at || !memcmp(at, string, length)) return at;
        at++;
    }
    return NULL;
}

static const uint8_t *find_back(const uint8_t *start, const uint8_t *end, const char *string, size_t length) {
    if ((size_t)(end - start) < length) return NULL;
    for (const uint8_t *at = end - length;; at--) {
        if (*at == (uint8_t)string[0] && !memcmp(at, string, length)) return at;
        if (at == start) return NULL;
    }
}

static int ragged(const Blocks *blocks) {
    const uint8_t *at = blocks->raw, *end = at + blocks->size;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
        if (++at == end) return 0;
        if (*at != '\n' && ((*at >= 9 && *at <= 13) || (*at >= 28 && *at <= 32) || *at >= 0x80)) return 1;
    }
    return 0;
}

void blocks_begin(Blocks *blocks, const uint8_t *raw, size_t size, int is_ascii) {
    int returns = memchr(raw, '\r', size) && find(raw, raw + size, "\n\r\n", 3);
    *blocks = (Blocks){raw, size, 0, 0, 0, 0, returns ? "\n\r\n" : "\n\n", returns ? 3 : 2, is_ascii, -1, 0};
}

void blocks_around(Blocks *blocks, size_t at) {
    const uint8_t *raw = blocks->raw, *end = raw + blocks->size, *found;
    if (at < blocks->from_gap || at >= blocks->to_gap) {
        found = find_back(raw, raw + at, blocks->gap, blocks->gap_size);
        blocks->from_gap = found ? (size_t)(found - raw) + 1 : 0;
        found = find(raw + at, end, blocks->gap, blocks->gap_size);
        blocks->to_gap = found ? (size_t)(found - raw) : blocks->size;
    }
    blocks->from = blocks->from_gap, blocks->to = blocks->to_gap, blocks->is_cut = 0;
    if (blocks->to - blocks->from <= (size_t)(blocks->is_ascii ? LONG + 50 : 4 * LONG + 50)) return;
    if (blocks->is_ragged < 0) blocks->is_ragged = ragged(blocks);
    if (blocks->is_ragged) return;
    blocks->is_cut = 1;
    found = find_back(raw + blocks->from, raw + at, ".\n", 2);
    if (found) blocks->from = (size_t)(found - raw) + 2;
    found = find(raw + at, raw + blocks->to, ".\n", 2);
    if (found) blocks->to = (size_t)(found - raw) + 1;
}

int is_latin(const Blocks *blocks) {
    const uint8_t *at = blocks->raw + blocks->from, *end = blocks->raw + blocks->to;
    for (; at < end; at++) {
        if (*at < 0xCD) continue;
        if (*at == 0xCD ? at + 1 < end && at[1] >= 0xB0 : *at != 0xE2 || (at + 1 < end && at[1] >= 0xB0)) return 0;
    }
    return 1;
}
