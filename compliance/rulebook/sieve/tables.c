/* Reads the tables that `sifting.py` lays out. Everything that is followed later is looked at here, so that no damaged table can
   lead out of it. */
#include "sieve.h"

typedef struct {
    const uint8_t *at;
    size_t left;
    int failed;
} Reader;

static const void *section(Reader *reader, size_t count, size_t size) {
    if (reader->failed || (size && count > reader->left / size)) {
        reader->failed = 1;
        return NULL;
    }
    const void *found = reader->at;
    size_t bytes = (count * size + 7) & ~(size_t)7; /* every section begins at a multiple of eight */
    if (bytes > reader->left) {
        reader->failed = 1;
        return NULL;
    }
    reader->at += bytes;
    reader->left -= bytes;
    return found;
}

static const uint32_t *numbers(Reader *reader, size_t count) { return section(reader, count, sizeof(uint32_t)); }

/* Whether numbers ascend from 0 to `last`. */
static int ascend(const uint32_t *found, size_t count, uint32_t last) {
    if (found[0] != 0 || found[count - 1] != last) return 0;
    for (size_t i = 1; i < count; i++)
        if (found[i] < found[i - 1]) return 0;
    return 1;
}

static int window_read(Window *window, uint32_t entries, const Entry *entry, Reader *reader) {
    const uint32_t *head = numbers(reader, 6);
    if (!head) return -1;
    window->width = head[0], window->stride = head[1], window->words = head[2], window->buckets = head[3], window->count = head[4];
    if (!window->count) return 0;
    if (!window->width || window->width > LONGEST || !window->stride || window->stride > LONGEST || window->words < 1 || window->words > 24 || window->buckets < 1 || window->buckets > 24) return -1;
    window->filter = numbers(reader, (size_t)1 << window->words);
    window->starts = numbers(reader, ((size_t)1 << window->buckets) + 1);
    window->items = numbers(reader, window->count);
    if (reader->failed || !ascend(window->starts, ((size_t)1 << window->buckets) + 1, window->count)) return -1;
    for (uint32_t i = 0; i < window->count; i++)
        if (window->items[i] >> 8 >= entries || (window->items[i] & 255) >= entry[window->items[i] >> 8].length) return -1;
    return 0;
}

static int net_read(const Tables *tables, Net *net, Reader *reader) {
    const uint32_t *head = numbers(reader, 2);
    if (!head) return -1;
    net->count = head[0];
    net->entries = section(reader, net->count, sizeof(Entry));
    if (reader->failed) return -1;
    for (uint32_t i = 0; i < net->count; i++) {
        const Entry *entry = &net->entries[i];
        if ((uint64_t)entry->string + entry->length > tables->pool_size) return -1;
        if (entry->loud != NONE && (uint64_t)entry->loud + entry->length > tables->pool_size) return -1;
        if (entry->slots >= tables->list_size || (uint64_t)entry->slots + 1 + tables->lists[entry->slots] > tables->list_size) return -1;
        for (uint32_t k = 1; k <= tables->lists[entry->slots]; k++)
            if (tables->lists[entry->slots + k] >= tables->slot_count) return -1;
    }
    for (int width = 0; width < WIDTHS; width++)
        if (window_read(&net->windows[width], net->count, net->entries, reader)) return -1;
    return 0;
}

static int sound(const Tables *t) {
    if (!ascend(t->need_starts, (size_t)t->slot_count + 1, t->need_size) || !ascend(t->set_starts, (size_t)t->set_count + 1, t->item_size)) return 0;
    for (uint32_t i = 0; i < t->need_size; i++)
        if (t->needs[i] >= t->set_count) return 0;
    for (uint32_t i = 0; i < t->item_size; i++)
        if (t->items[i] >= t->other_count) return 0;
    for (uint32_t i = 0; i < t->other_count; i++) {
        const Other *other = &t->others[i];
        if ((uint64_t)other->string + other->length > t->pool_size || !other->length) return 0;
        if (other->length >= 3 && (uint32_t)other->anchor + 3 > other->length) return 0;
    }
    return 1;
}

int tables_read(Tables *tables, const uint8_t *blob, size_t size) {
    Reader reader = {blob, size, 0};
    memset(tables, 0, sizeof *tables);
    const uint32_t *head = numbers(&reader, 8);
    if (head) {
        tables->pool_size = head[0], tables->list_size = head[1], tables->slot_count = head[2], tables->need_size = head[3];
        tables->set_count = head[4], tables->item_size = head[5], tables->other_count = head[6];
        tables->pool = section(&reader, tables->pool_size, 1);
        tables->lists = section(&reader, tables->list_size, sizeof(uint16_t));
        tables->need_starts = numbers(&reader, (size_t)tables->slot_count + 1);
        tables->needs = section(&reader, tables->need_size, sizeof(uint16_t));
        tables->flags = section(&reader, tables->slot_count, 1);
        tables->set_starts = numbers(&reader, (size_t)tables->set_count + 1);
        tables->items = section(&reader, tables->item_size, sizeof(uint16_t));
        tables->set_cased = section(&reader, tables->set_count, 1);
        tables->others = section(&reader, tables->other_count, sizeof(Other));
    }
    int failed = reader.failed || head[7] != LAYOUT || !sound(tables);
    for (int net = 0; net < NETS && !failed; net++) failed = net_read(tables, &tables->nets[net], &reader) || reader.failed;
    if (failed || reader.left) {
        PyErr_SetString(PyExc_ValueError, "the tables of the sieve are damaged");
        return -1;
    }
    return 0;
}
