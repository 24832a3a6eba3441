/* Whether the other strings of a wording stand in a block. The windows of three bytes of the block are chained by where they stand, the
   last first (as Deutsch, "DEFLATE", RFC 1951, section 4, does to find repetitions), so that a string is looked for only where it can be. */
#include "sieve.h"

static inline uint32_t gram(const uint8_t *at) { return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16; }
static inline uint32_t home(uint32_t gram, uint32_t bits) { return gram * 0x9E3779B1u >> (32 - bits); }

/* Room for so many numbers; what was in it is lost. */
static int room_for(uint32_t **items, size_t *room, size_t count) {
    if (count <= *room) return 0;
    PyMem_Free(*items);
    *room = 0;
    *items = PyMem_Malloc(count * sizeof(uint32_t));
    if (!*items) return -1;
    *room = count;
    return 0;
}

/* Places in a chain are counted from 1. */
static int chain_make(Chain *chain, const uint8_t *text, size_t size, uint32_t serial) {
    uint32_t bits = 9;
    while (bits < 16 && (size_t)1 << bits < size) bits++;
    if (room_for(&chain->heads, &chain->heads_room, (size_t)1 << bits) || room_for(&chain->before, &chain->before_room, size + size / 4 + 1)) return -1;
    memset(chain->heads, 0, sizeof(uint32_t) << bits);
    for (size_t at = 0; at + 3 <= size; at++) {
        uint32_t *head = &chain->heads[home(gram(text + at), bits)];
        chain->before[at + 1] = *head;
        *head = (uint32_t)at + 1;
    }
    chain->bits = bits, chain->size = (uint32_t)size, chain->text = text, chain->serial = serial;
    return 0;
}

static int chain_for(Chain *chain, const uint8_t *text, size_t size, uint32_t serial) {
    return chain->serial == serial ? 0 : chain_make(chain, text, size, serial);
}

/* Whether a string stands in a text with capitals; a word's end is a blank. */
static inline int same(const uint8_t *whole, const uint8_t *string, size_t length, int is_word) {
    if (!is_word) return !memcmp(whole, string, length);
    for (size_t i = 0; i < length; i++)
        if ((IS_ALNUM[whole[i]] ? whole[i] : ' ') != string[i]) return 0;
    return 1;
}

/* Whether a string stands in what a chain was made of; `whole` is the same stretch with capitals, where they count. */
static int stands(const Chain *chain, const Other *other, const uint8_t *string, const uint8_t *whole) {
    size_t length = other->length, size = chain->size;
    const uint8_t *text = chain->text;
    if (length > size) return 0;
    if (length < 3) {
        for (size_t at = 0; at + length <= size; at++)
            if (whole ? same(whole + at, string, length, other->is_word) : !memcmp(text + at, string, length)) return 1;
        return 0;
    }
    for (uint32_t at = chain->heads[home(other->gram, chain->bits)]; at; at = chain->before[at]) {
        size_t window = at - 1;
        if (window < other->anchor || window - other->anchor + length > size) continue;
        size_t from = window - other->anchor;
        if (whole ? same(whole + from, string, length, other->is_word) : !memcmp(text + from, string, length)) return 1;
    }
    return 0;
}

static int set_stands(const Tables *tables, const Forms *forms, Asking *asking, uint32_t set) {
    int cased = tables->set_cased[set];
    for (uint32_t i = tables->set_starts[set]; i < tables->set_starts[set + 1]; i++) {
        const Other *other = &tables->others[tables->items[i]];
        const uint8_t *string = tables->pool + other->string;
        size_t start = asking->start, size = asking->end - asking->start;
        if (other->is_word) { /* `plain` has one blank more in front; a byte on either side of the block tells of a word's end */
            if (chain_for(&asking->words, forms->plain + start, size + 2, asking->serial)) return -1;
            if (stands(&asking->words, other, string, cased ? forms->whole + start - 1 : NULL)) return 1;
        } else {
            if (chain_for(&asking->signs, forms->small + start, size, asking->serial)) return -1;
            if (stands(&asking->signs, other, string, cased ? forms->whole + start : NULL)) return 1;
        }
    }
    return 0;
}

int may_stand(const Tables *tables, const Forms *forms, Asking *asking, uint32_t slot) {
    uint32_t told = asking->slot_told[slot];
    if (told >> 1 == asking->serial) return (int)(told & 1);
    int found = 1;
    for (uint32_t i = tables->need_starts[slot]; found && i < tables->need_starts[slot + 1]; i++) {
        uint32_t set = tables->needs[i];
        told = asking->set_told[set];
        if (told >> 1 == asking->serial) {
            found = (int)(told & 1);
            continue;
        }
        found = set_stands(tables, forms, asking, set);
        if (found < 0) return -1;
        asking->set_told[set] = asking->serial << 1 | (uint32_t)found;
    }
    asking->slot_told[slot] = asking->serial << 1 | (uint32_t)found;
    return found;
}

int asking_init(Asking *asking, const Tables *tables) {
    asking->slot_told = PyMem_Calloc(tables->slot_count + 1, sizeof(uint32_t));
    asking->set_told = PyMem_Calloc(tables->set_count + 1, sizeof(uint32_t));
    return asking->slot_told && asking->set_told ? 0 : -1;
}

void chains_free(Asking *asking) {
    Chain *chains[] = {&asking->words, &asking->signs};
    for (int i = 0; i < 2; i++) {
        PyMem_Free(chains[i]->heads);
        PyMem_Free(chains[i]->before);
        memset(chains[i], 0, sizeof(Chain));
    }
}

void asking_free(Asking *asking) {
    PyMem_Free(asking->slot_told);
    PyMem_Free(asking->set_told);
    chains_free(asking);
}
