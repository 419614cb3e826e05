// SPDX-License-Identifier: GPL-3.0-or-later
#include "blob_bytes.h"

namespace telemetryhub::engine {

void BlobWriter::clear() {
    m_size = 0;
    m_sectionEnds.clear();
}

void BlobWriter::putVarint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7)
        putByte(static_cast<std::uint8_t>(value | 0x80));
    putByte(static_cast<std::uint8_t>(value));
}

void BlobWriter::putU16(std::uint16_t value) {
    std::uint8_t* at = grow(2);
    at[0] = static_cast<std::uint8_t>(value);
    at[1] = static_cast<std::uint8_t>(value >> 8);
}

void BlobWriter::putU64(std::uint64_t value) {
    std::uint8_t* at = grow(8);
    for (int i = 0; i < 8; ++i, value >>= 8)
        at[i] = static_cast<std::uint8_t>(value);
}

std::uint8_t* BlobWriter::grow(std::size_t size) {
    const std::size_t at = m_size;
    m_size += size;
    if (m_size > m_bytes.size()) m_bytes.resize(m_size + m_size / 2);
    return m_bytes.data() + at;
}

void BlobWriter::endSection(std::size_t before) {
    const std::size_t end = m_size - before;
    if (m_sectionEnds.empty() || m_sectionEnds.back() != end) m_sectionEnds.push_back(end);
}

std::uint8_t BlobReader::byte() {
    const std::uint8_t* at = take(1);
    return at ? *at : std::uint8_t{0};
}

std::uint64_t BlobReader::varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const std::uint8_t next = byte();
        value |= std::uint64_t{next & 0x7Fu} << shift;
        if (next < 0x80) return value;
    }
    m_failed = true;
    return 0;
}

std::uint64_t BlobReader::u64() {
    const std::uint8_t* at = take(8);
    return at ? loadU64(at) : 0;
}

const std::uint8_t* BlobReader::take(std::size_t size) {
    if (m_failed || size > m_rest.size()) {
        m_failed = true;
        return nullptr;
    }
    const std::uint8_t* at = m_rest.data();
    m_rest = m_rest.subspan(size);
    return at;
}

}  // namespace telemetryhub::engine
