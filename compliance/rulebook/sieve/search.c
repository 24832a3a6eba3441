/* Which strings of a net stand in a text. Each is known by windows of some of its bytes: the rarest. A filter tells whether a
   window may begin at a place (Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970; all its bits in one word, as Putze and
   others, "Cache-, hash- and space-efficient Bloom filters", 2007; the windows after Wu and Manber, "A fast algorithm for multi-pattern
   searching", 1994); behind it a table of buckets has the strings. Where a string is known by several windows side by side, one of them
   begins at a multiple of their number, and only such places are looked at. */
#include "sieve.h"

/* The first bytes of what stands at a place, as many as `mask` has; up to eight are read. */
static inline uint64_t load(const uint8_t *at, uint64_t mask) {
    uint64_t bytes = eight(at);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap64(bytes);
#endif
    return bytes & mask;
}

static int make_room(Hits *hits, size_t count) {
    if (count <= hits->room) return 0;
    size_t room = 2 * count > 256 ? 2 * count : 256;
    Hit *items = PyMem_Realloc(hits->items, room * sizeof(Hit));
    if (!items) return -1;
    hits->items = items, hits->room = room;
    return 0;
}

static int hit(Hits *hits, size_t first, uint32_t place, uint32_t slots) {
    if (make_room(hits, hits->count + 1)) return -1;
    /* Windows come in order, their strings almost: each goes a few places back at most. */
    size_t at = hits->count++;
    while (at > first && hits->items[at - 1].place > place) {
        hits->items[at] = hits->items[at - 1];
        at--;
    }
    hits->items[at] = (Hit){place, slots};
    return 0;
}

/* Puts what was found from `first` on among what was found before. */
static int merge(Hits *hits, size_t first) {
    size_t left = first, right = hits->count - first, to = hits->count;
    if (!left || !right) return 0;
    if (make_room(hits, hits->count + right)) return -1;
    Hit *items = hits->items, *new = items + hits->count;
    memcpy(new, items + first, right * sizeof(Hit));
    while (right) items[--to] = left && items[left - 1].place > new[right - 1].place ? items[--left] : new[--right];
    return 0;
}

static int look(const Tables *tables, const Net *net, const Window *window, uint64_t hash, const Forms *forms, size_t at, size_t start, size_t end,
                Hits *hits, size_t first) {
    uint32_t bucket = (uint32_t)(hash >> (64 - window->buckets));
    for (uint32_t i = window->starts[bucket]; i < window->starts[bucket + 1]; i++) {
        const Entry *entry = &net->entries[window->items[i] >> 8];
        uint32_t anchor = window->items[i] & 255;
        if (at < start + anchor) continue;
        size_t from = at - anchor, to = from + entry->length;
        if (to > end || memcmp(forms->small + from, tables->pool + entry->string, entry->length)) continue;
        if ((entry->edges & 1) && from && IS_ALNUM[forms->small[from - 1]]) continue;
        if ((entry->edges & 2) && to < forms->size && IS_ALNUM[forms->small[to]]) continue;
        if (entry->loud != NONE && memcmp(forms->whole + from, tables->pool + entry->loud, entry->length)) continue;
        if (hit(hits, first, (uint32_t)from, entry->slots)) return -1;
    }
    return 0;
}

static int search(const Tables *tables, const Net *net, const Window *window, const Forms *forms, size_t start, size_t end, Hits *hits) {
    const uint8_t *text = forms->small;
    const uint32_t *filter = window->filter, *marks = tables->marks;
    uint32_t stride = window->stride, last = (1u << window->words) - 1;
    uint64_t mask = window->width == 8 ? ~(uint64_t)0 : ((uint64_t)1 << 8 * window->width) - 1;
    size_t first = hits->count;
    for (size_t at = start; at < end; at += stride) {
        uint64_t hash = load(text + at, mask) * 0x9E3779B97F4A7C15u;
        uint32_t mark = marks[hash >> 32 & 255];
        if ((filter[hash >> 40 & last] & mark) != mark) continue;
        if (look(tables, net, window, hash, forms, at, start, end, hits, first)) return -1;
    }
    return merge(hits, first);
}

int net_search(const Tables *tables, int number, const Forms *forms, size_t start, size_t end, Hits *hits) {
    const Net *net = &tables->nets[number];
    for (int i = 0; i < WIDTHS; i++)
        if (net->windows[i].count && search(tables, net, &net->windows[i], forms, start, end, hits)) return -1;
    return 0;
}
