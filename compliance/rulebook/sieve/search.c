/* Which strings of a net stand in a text. Each is known by windows of some of its bytes: the rarest. A filter tells whether a
   window may begin at a place (Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970; all its bits in one word, as Putze and
   others, "Cache-, hash- and space-efficient Bloom filters", 2007; the windows after Wu and Manber, "A fast algorithm for multi-pattern
   searching", 1994); behind it a table of buckets has the strings. Where a string is known by several windows side by side, one of them
   begins at a multiple of their number, and only such places are looked at. */
#include "sieve.h"

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

static int look(const Tables *tables, const Net *net, const Window *window, uint32_t hash, const Forms *forms, size_t at, size_t start, size_t end,
                Hits *hits, size_t first) {
    uint32_t bucket = hash >> (32 - window->buckets);
    for (uint32_t i = window->starts[bucket]; i < window->starts[bucket + 1]; i++) {
        const Entry *entry = &net->entries[window->items[i] >> 8];
        uint32_t anchor = window->items[i] & 255;
        if (at < start + anchor) continue;
        size_t from = at - anchor, to = from + entry->length;
        if (to > end) continue;
        if ((entry->edges & 1) && IS_ALNUM[forms->small[from - 1]]) continue; /* blanks are around the text */
        if ((entry->edges & 2) && IS_ALNUM[forms->small[to]]) continue;
        if (memcmp(forms->small + from, tables->pool + entry->string, entry->length)) continue;
        if (entry->loud != NONE && memcmp(forms->whole + from, tables->pool + entry->loud, entry->length)) continue;
        if (hit(hits, first, (uint32_t)from, entry->slots)) return -1;
    }
    return 0;
}

enum { ROOM = 1024 }; /* places at a time */

static int search(const Tables *tables, const Net *net, const Window *window, const Forms *forms, size_t start, size_t end, Hits *hits) {
    uint32_t places[ROOM];
    uint64_t mask = window_mask(window->width);
    size_t first = hits->count, step = ROOM * window->stride;
    for (size_t at = start; at < end; at += step) {
        size_t count = passing(window, forms->small, at, end - at < step ? end : at + step, places);
        for (size_t i = 0; i < count; i++) {
            uint32_t hash = window_hash(forms->small + places[i], mask);
            if (look(tables, net, window, hash, forms, places[i], start, end, hits, first)) return -1;
        }
    }
    return merge(hits, first);
}

int net_search(const Tables *tables, int number, const Forms *forms, size_t start, size_t end, Hits *hits) {
    const Net *net = &tables->nets[number];
    for (int i = 0; i < WIDTHS; i++)
        if (net->windows[i].count && search(tables, net, &net->windows[i], forms, start, end, hits)) return -1;
    return 0;
}
