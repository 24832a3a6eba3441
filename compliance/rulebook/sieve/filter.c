/* Where windows may begin, by their filter: place by place, or eight places at a time where the processor can (AVX2). */
#include "sieve.h"

/* The bits of a word of the filter that a window sets. */
static inline uint32_t marks(uint32_t hash) { return 1u << (hash >> 12 & 31) | 1u << (hash >> 7 & 31) | 1u << (hash >> 2 & 31); }

static size_t one_by_one(const Window *window, const uint8_t *text, size_t at, size_t end, uint32_t *places) {
    size_t found = 0;
    uint64_t mask = window_mask(window->width);
    for (; at < end; at += window->stride) {
        uint32_t hash = window_hash(text + at, mask), mark = marks(hash);
        if ((window->filter[hash >> (32 - window->words)] & mark) == mark) places[found++] = (uint32_t)at;
    }
    return found;
}

#ifdef WIDE
#include <immintrin.h>

/* Sixteen bytes from one place and sixteen from another. */
static inline WIDE __m256i two(const uint8_t *first, const uint8_t *second) {
    return _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)first)), _mm_loadu_si128((const __m128i *)second), 1);
}

/* How four bytes of each of four windows side by side are taken from sixteen, twice; nought for those that a window does not have. */
static inline WIDE __m256i picked(uint32_t width, uint32_t stride) {
    uint8_t from[32];
    for (uint32_t i = 0; i < 32; i++) from[i] = (uint8_t)(i % 4 < width ? i / 4 % 4 * stride + i % 4 : 0x80);
    return _mm256_loadu_si256((const __m256i *)from);
}

/* The words of a filter with eight numbers. One by one: the instruction that gathers them (vpgatherdd) takes longer on some processors. */
static inline WIDE __m256i words(const uint32_t *filter, __m256i numbers) {
    __m128i low = _mm256_castsi256_si128(numbers), high = _mm256_extracti128_si256(numbers, 1);
    uint64_t a = (uint64_t)_mm_cvtsi128_si64(low), b = (uint64_t)_mm_extract_epi64(low, 1);
    uint64_t c = (uint64_t)_mm_cvtsi128_si64(high), d = (uint64_t)_mm_extract_epi64(high, 1);
    return _mm256_setr_epi32((int)filter[(uint32_t)a], (int)filter[a >> 32], (int)filter[(uint32_t)b], (int)filter[b >> 32],
                             (int)filter[(uint32_t)c], (int)filter[c >> 32], (int)filter[(uint32_t)d], (int)filter[d >> 32]);
}

/* As `one_by_one`. Four strides and four bytes more are read behind the last place, and sixteen from there. */
static WIDE size_t eight_at_once(const Window *window, const uint8_t *text, size_t at, size_t end, uint32_t *places) {
    size_t found = 0, stride = window->stride;
    __m256i low = picked(window->width, window->stride), high = picked(window->width > 4 ? window->width - 4 : 0, window->stride);
    __m256i by_low = _mm256_set1_epi32((int)MIX_LOW), by_high = _mm256_set1_epi32((int)MIX_HIGH), five_bits = _mm256_set1_epi32(31);
    __m128i to_word = _mm_cvtsi32_si128(32 - (int)window->words);
    for (; at + 8 * stride <= end; at += 8 * stride) {
        const uint8_t *first = text + at, *second = first + 4 * stride;
        __m256i hash = _mm256_mullo_epi32(_mm256_shuffle_epi8(two(first, second), low), by_low);
        if (window->width > 4) hash = _mm256_add_epi32(hash, _mm256_mullo_epi32(_mm256_shuffle_epi8(two(first + 4, second + 4), high), by_high));
        __m256i word = words(window->filter, _mm256_srl_epi32(hash, to_word));
        __m256i bits = _mm256_srlv_epi32(word, _mm256_and_si256(_mm256_srli_epi32(hash, 12), five_bits));
        bits = _mm256_and_si256(bits, _mm256_srlv_epi32(word, _mm256_and_si256(_mm256_srli_epi32(hash, 7), five_bits)));
        bits = _mm256_and_si256(bits, _mm256_srlv_epi32(word, _mm256_and_si256(_mm256_srli_epi32(hash, 2), five_bits)));
        unsigned which = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_slli_epi32(bits, 31)));
        for (; which; which &= which - 1) places[found++] = (uint32_t)(at + stride * (unsigned)__builtin_ctz(which));
    }
    return found + one_by_one(window, text, at, end, places + found);
}

#endif

size_t passing(const Window *window, const uint8_t *text, size_t at, size_t end, uint32_t *places) {
#ifdef WIDE
    if (is_wide && window->stride <= 4) return eight_at_once(window, text, at, end, places);
#endif
    return one_by_one(window, text, at, end, places);
}
