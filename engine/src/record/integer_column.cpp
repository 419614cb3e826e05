// SPDX-License-Identifier: GPL-3.0-or-later
#include "integer_column.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace telemetryhub::engine {
namespace {

constexpr std::size_t kProbes = 97;  // a prime, to be out of step with what repeats in the data
constexpr unsigned kMaxWidth = 8;
constexpr unsigned kFewPlanes = 2;  // fewer are cut quicker one by one
constexpr bool kLittleEndian = std::endian::native == std::endian::little;

/// The middle of some numbers, and how many bits their distances from it take.
struct Spread {
    std::uint64_t middle = 0;
    unsigned bits = 0;
};

Spread spreadOf(std::span<std::uint64_t> probes) {
    if (probes.empty()) return {};
    const auto middle = probes.begin() + static_cast<std::ptrdiff_t>(probes.size() / 2);
    std::nth_element(probes.begin(), middle, probes.end(), [](std::uint64_t a, std::uint64_t b) {
        return static_cast<std::int64_t>(a) < static_cast<std::int64_t>(b);
    });
    Spread spread{*middle, 0};
    for (const std::uint64_t probe : probes)
        spread.bits += static_cast<unsigned>(std::bit_width(zigzag(probe - spread.middle)));
    return spread;
}

/// Exchanges the rows and columns of 8 x 8 bytes, a row a word, the first column its low byte.
void transpose(std::array<std::uint64_t, 8>& rows) {
    constexpr std::array<std::uint64_t, 3> kMasks = {0x00FF'00FF'00FF'00FF, 0x0000'FFFF'0000'FFFF,
                                                     0x0000'0000'FFFF'FFFF};
    for (unsigned stage = 0; stage < 3; ++stage) {
        const unsigned far = 1U << stage;
        const unsigned shift = 8 * far;
        for (unsigned row = 0; row < 8; ++row) {
            if ((row & far) != 0) continue;
            const std::uint64_t moved = ((rows[row] >> shift) ^ rows[row + far]) & kMasks[stage];
            rows[row] ^= moved << shift;
            rows[row + far] ^= moved;
        }
    }
}

std::uint64_t loadWord(const std::uint8_t* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return kLittleEndian ? word : loadU64(at);
}

void storeWord(std::uint64_t word, std::uint8_t* at) {
    if constexpr (kLittleEndian) {
        std::memcpy(at, &word, sizeof word);
    } else {
        for (unsigned i = 0; i < 8; ++i)
            at[i] = static_cast<std::uint8_t>(word >> (8 * i));
    }
}

template <unsigned Width>
void splitPlanes(std::span<const std::uint64_t> numbers, std::uint8_t* planes) {
    const std::size_t count = numbers.size();
    std::size_t i = 0;
    for (; Width > kFewPlanes && i + 8 <= count; i += 8) {
        std::array<std::uint64_t, 8> rows;
        std::copy_n(numbers.data() + i, 8, rows.begin());
        transpose(rows);
        for (unsigned plane = 0; plane < Width; ++plane)
            storeWord(rows[plane], planes + plane * count + i);
    }
    for (unsigned plane = 0; plane < Width; ++plane)
        for (std::size_t at = i; at < count; ++at)
            planes[plane * count + at] = static_cast<std::uint8_t>(numbers[at] >> (plane * 8));
}

template <unsigned Width>
void joinPlanes(const std::uint8_t* planes, std::span<std::uint64_t> numbers) {
    const std::size_t count = numbers.size();
    std::size_t i = 0;
    for (; Width > kFewPlanes && i + 8 <= count; i += 8) {
        std::array<std::uint64_t, 8> rows{};
        for (unsigned plane = 0; plane < Width; ++plane)
            rows[plane] = loadWord(planes + plane * count + i);
        transpose(rows);
        for (unsigned row = 0; row < 8; ++row)
            numbers[i + row] = unzigzag(rows[row]);
    }
    for (; i < count; ++i) {
        std::uint64_t number = 0;
        for (unsigned plane = 0; plane < Width; ++plane)
            number |= std::uint64_t{planes[plane * count + i]} << (plane * 8);
        numbers[i] = unzigzag(number);
    }
}

using Join = void (*)(const std::uint8_t*, std::span<std::uint64_t>);
constexpr std::array<Join, kMaxWidth + 1> kJoins = {joinPlanes<0>, joinPlanes<1>, joinPlanes<2>,
                                                    joinPlanes<3>, joinPlanes<4>, joinPlanes<5>,
                                                    joinPlanes<6>, joinPlanes<7>, joinPlanes<8>};

using Split = void (*)(std::span<const std::uint64_t>, std::uint8_t*);
constexpr std::array<Split, kMaxWidth + 1> kSplits = {
    splitPlanes<0>, splitPlanes<1>, splitPlanes<2>, splitPlanes<3>, splitPlanes<4>,
    splitPlanes<5>, splitPlanes<6>, splitPlanes<7>, splitPlanes<8>};

}  // namespace

void IntegerColumn::code(std::span<const std::uint64_t> numbers) {
    choose(numbers);
    if (m_coded.size() < m_count) m_coded.resize(m_count);
    std::uint64_t* const coded = m_coded.data();
    const std::uint64_t base = m_base;  // members could change with every number written
    const std::size_t count = m_count;
    std::uint64_t all = 0;
    if (m_order == Order::Distances) {
        for (std::size_t i = 0; i < count; ++i)
            all |= coded[i] = zigzag(numbers[i] - base);
    } else {
        coded[0] = 0;
        for (std::size_t i = 1; i < count; ++i)
            all |= coded[i] = zigzag(numbers[i] - numbers[i - 1] - base);
    }
    m_width = static_cast<unsigned>(std::bit_width(all) + 7) / 8;
}

/// Takes what promises the fewest bits, from a few numbers.
void IntegerColumn::choose(std::span<const std::uint64_t> numbers) {
    m_count = numbers.size();
    m_first = m_count > 0 ? numbers[0] : 0;
    std::array<std::uint64_t, kProbes> distances;
    std::array<std::uint64_t, kProbes> differences;
    const std::size_t probes = std::min(kProbes, m_count > 0 ? m_count - 1 : 0);
    for (std::size_t i = 0; i < probes; ++i) {
        const std::size_t at = 1 + i * (m_count - 1) / probes;
        distances[i] = numbers[at];
        differences[i] = numbers[at] - numbers[at - 1];
    }
    const Spread plain = spreadOf({distances.data(), probes});
    const Spread steps = spreadOf({differences.data(), probes});
    m_order = steps.bits < plain.bits ? Order::Differences : Order::Distances;
    m_base = m_order == Order::Differences ? steps.middle : plain.middle;
    if (probes == 0) m_base = m_first;
}

void IntegerColumn::putHeader(BlobWriter& out) const {
    out.putByte(static_cast<std::uint8_t>(m_order));
    out.putByte(static_cast<std::uint8_t>(m_width));
    out.putSigned(m_base);
    if (m_order == Order::Differences) out.putSigned(m_first);
}

void IntegerColumn::putPlanes(BlobWriter& out) const {
    std::uint8_t* const planes = out.grow(m_width * m_count);
    kSplits[m_width]({m_coded.data(), m_count}, planes);
    for (unsigned plane = 1; plane <= m_width; ++plane)
        out.endSection((m_width - plane) * m_count);
}

bool IntegerColumn::readHeader(BlobReader& in) {
    const std::uint8_t order = in.byte();
    m_width = in.byte();
    if (order > static_cast<std::uint8_t>(Order::Differences) || m_width > kMaxWidth) return false;
    m_order = static_cast<Order>(order);
    m_base = in.signedVarint();
    m_first = m_order == Order::Differences ? in.signedVarint() : 0;
    return !in.failed();
}

bool IntegerColumn::readPlanes(BlobReader& in, std::span<std::uint64_t> numbers) const {
    const std::uint8_t* planes = in.take(m_width * numbers.size());
    if (!planes) return false;
    kJoins[m_width](planes, numbers);
    const std::uint64_t base = m_base;  // a member could change with every number written
    if (m_order == Order::Distances) {
        for (std::uint64_t& number : numbers)
            number += base;
        return true;
    }
    std::uint64_t sum = m_first - base;  // the first difference is stored as 0
    for (std::uint64_t& number : numbers)
        number = sum += number + base;
    return true;
}

}  // namespace telemetryhub::engine
