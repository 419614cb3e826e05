// SPDX-License-Identifier: GPL-3.0-or-later
#include "integer_column.h"

#include <algorithm>
#include <array>
#include <bit>

namespace telemetryhub::engine {
namespace {

constexpr std::size_t kProbes = 97;  // a prime, to be out of step with what repeats in the data
constexpr unsigned kMaxWidth = 8;

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

/// Writes byte `plane` of every number.
void splitPlane(std::span<const std::uint64_t> numbers, unsigned plane, std::uint8_t* out) {
    const unsigned shift = plane * 8;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        out[i] = static_cast<std::uint8_t>(numbers[i] >> shift);
}

template <unsigned Width>
void joinPlanes(const std::uint8_t* planes, std::span<std::uint64_t> numbers) {
    const std::size_t count = numbers.size();
    for (std::size_t i = 0; i < count; ++i) {
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

}  // namespace

void IntegerColumn::code(std::span<const std::uint64_t> numbers) {
    m_count = numbers.size();
    if (m_coded.size() < m_count) m_coded.resize(m_count);
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
    m_first = m_count > 0 ? numbers[0] : 0;
    std::uint64_t all = 0;
    if (m_order == Order::Distances) {
        m_base = probes > 0 ? plain.middle : m_first;
        for (std::size_t i = 0; i < m_count; ++i)
            all |= m_coded[i] = zigzag(numbers[i] - m_base);
    } else {
        m_base = steps.middle;
        m_coded[0] = 0;
        for (std::size_t i = 1; i < m_count; ++i)
            all |= m_coded[i] = zigzag(numbers[i] - numbers[i - 1] - m_base);
    }
    m_width = static_cast<unsigned>(std::bit_width(all) + 7) / 8;
}

void IntegerColumn::putHeader(BlobWriter& out) const {
    out.putByte(static_cast<std::uint8_t>(m_order));
    out.putByte(static_cast<std::uint8_t>(m_width));
    out.putSigned(m_base);
    if (m_order == Order::Differences) out.putSigned(m_first);
}

void IntegerColumn::putPlanes(BlobWriter& out) const {
    for (unsigned plane = 0; plane < m_width; ++plane) {
        splitPlane({m_coded.data(), m_count}, plane, out.grow(m_count));
        out.endSection();
    }
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
    if (m_order == Order::Distances) {
        for (std::uint64_t& number : numbers)
            number += m_base;
        return true;
    }
    std::uint64_t sum = m_first - m_base;  // the first difference is stored as 0
    for (std::uint64_t& number : numbers)
        number = sum += number + m_base;
    return true;
}

}  // namespace telemetryhub::engine
