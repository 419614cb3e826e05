// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/tail_coding.h"

#include <bit>

#include "record/byte_order.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kNumberBytes = 8;

template <typename Numbers>
void appendNumbers(std::string& out, const Numbers& numbers) {
    for (const auto number : numbers)
        appendLittleEndian(out, std::bit_cast<std::uint64_t>(number));
}

template <typename Numbers>
std::size_t readNumbers(std::string_view bytes, std::size_t at, std::size_t count,
                        Numbers& numbers) {
    numbers.reserve(count);
    for (std::size_t i = 0; i < count; ++i, at += kNumberBytes)
        numbers.push_back(std::bit_cast<typename Numbers::value_type>(littleEndianAt(bytes, at)));
    return at;
}

}  // namespace

std::string_view TailCoder::pack(const SampleColumns& samples) {
    m_plain.clear();
    appendNumbers(m_plain, samples.sequences);
    appendNumbers(m_plain, samples.steadyNs);
    appendNumbers(m_plain, samples.wallNs);
    for (const std::vector<double>& column : samples.columns)
        appendNumbers(m_plain, column);
    return m_frame.pack(m_plain);
}

bool TailCoder::unpack(std::string_view packed, std::size_t count, std::size_t channels,
                       SampleColumns& samples) {
    constexpr std::size_t kMostColumns = 3 + ChannelSet::kMaxChannels + ChannelSet::kMaxDerived;
    if (count == 0 || count > ZstdFrame::kMaxBytes || channels + 3 > kMostColumns) return false;
    const std::size_t size = count * (channels + 3) * kNumberBytes;
    if (size > ZstdFrame::kMaxBytes) return false;
    const std::string_view plain = m_frame.unpack(packed, size);
    if (plain.size() != size) return false;
    SampleColumns piece;
    std::size_t at = readNumbers(plain, 0, count, piece.sequences);
    at = readNumbers(plain, at, count, piece.steadyNs);
    at = readNumbers(plain, at, count, piece.wallNs);
    piece.columns.resize(channels);
    for (std::vector<double>& column : piece.columns)
        at = readNumbers(plain, at, count, column);
    samples.append(piece);
    return true;
}

}  // namespace telemetryhub::engine
