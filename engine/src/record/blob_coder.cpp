// SPDX-License-Identifier: GPL-3.0-or-later
#include "blob_coder.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

#include "blob_bytes.h"
#include "integer_column.h"
#include "number_grid.h"
#include "telemetryhub/engine/core/sample_block.h"
#include "zstd_frame.h"

namespace telemetryhub::engine {
namespace {

enum class Coding : std::uint8_t { Constant = 1, Decimals = 2, Linear = 3, Bits = 4, Rows = 5 };
enum class Presence : std::uint8_t { All = 0, Bitmap = 1 };

constexpr std::size_t kMaxHeader = 128;
constexpr std::size_t kPresenceBits = 8;
constexpr std::size_t kExceptionBytes = 10;  // index and bits
constexpr std::uint64_t kAbsentBits = std::bit_cast<std::uint64_t>(kAbsent);

/// What the largest content of values takes: planes, ulps, presence, exceptions.
constexpr std::size_t maxValueBytes(std::size_t count) {
    return kMaxHeader + count * 9 + count / kPresenceBits + 1 +
           maxExceptions(count) * kExceptionBytes;
}

constexpr std::size_t maxRowBytes(std::size_t count) {
    return kMaxHeader + count * 24;
}

std::span<const std::uint8_t> bytesOf(std::string_view blob) {
    return {reinterpret_cast<const std::uint8_t*>(blob.data()), blob.size()};
}

bool allEqual(std::span<const double> values) {
    return std::all_of(values.begin(), values.end(), [&](double value) {
        return std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(values.front());
    });
}

std::size_t countAbsent(std::span<const double> values) {
    std::uint64_t present = 0;
    for (const double value : values) {
        // The sign of d | -d says that d is not 0, without a comparison, so that it is vectorised.
        const std::uint64_t d = std::bit_cast<std::uint64_t>(value) ^ kAbsentBits;
        present += (d | (0 - d)) >> 63;
    }
    return values.size() - static_cast<std::size_t>(present);
}

void putExceptions(const std::vector<GridException>& exceptions, BlobWriter& out) {
    for (const GridException& exception : exceptions)
        out.putU16(exception.index);
    for (const GridException& exception : exceptions)
        out.putU64(exception.bits);
}

bool applyExceptions(const std::uint8_t* apart, std::size_t exceptions, std::span<double> values) {
    const std::uint8_t* bits = apart + exceptions * 2;
    for (std::size_t i = 0; i < exceptions; ++i) {
        const std::size_t index = loadU16(apart + i * 2);
        if (index >= values.size()) return false;
        values[index] = std::bit_cast<double>(loadU64(bits + i * 8));
    }
    return true;
}

double readDouble(BlobReader& in) {
    return std::bit_cast<double>(in.u64());
}

}  // namespace

/// What is kept between two calls, and the steps of packing and unpacking.
struct BlobCoder::Parts {
    BlobWriter content;
    ZstdFrame frame{ZstdFrame::Content::NumberPlanes};
    IntegerColumn column;
    IntegerColumn offsets;  // of the wall clock, in rows
    IntegerColumn counts;   // the sequence numbers of rows
    DecimalGrid decimals;
    LinearGrid line;
    GridPoints points;
    std::uint8_t zeroBits = 0;  // low bits that no value uses
    std::vector<std::uint8_t> bitmap;
    std::vector<double> present;
    std::vector<std::uint64_t> numbers;
    std::vector<char> blob;

    void begin(Coding coding, std::size_t count);
    [[nodiscard]] std::string_view finish(Coding coding);
    [[nodiscard]] std::span<const double> withoutAbsent(std::span<const double> values);
    [[nodiscard]] Coding choose(std::span<const double> values);
    void takeBits(std::span<const double> values);
    void putPresence(std::size_t presentCount);
    void putGrid(Coding coding);
    void putBits();

    [[nodiscard]] BlobReader open(std::string_view blob, std::size_t maxSize);
    [[nodiscard]] bool readPresent(BlobReader& in, Coding coding, std::span<double> values);
    [[nodiscard]] bool readCoded(BlobReader& in, Coding coding, std::span<double> values);
    [[nodiscard]] bool readDecimals(BlobReader& in, std::span<double> values);
    [[nodiscard]] bool readLinear(BlobReader& in, std::span<double> values);
    [[nodiscard]] bool readBits(BlobReader& in, std::span<double> values);
    [[nodiscard]] std::span<std::uint64_t> scratch(std::size_t count);
};

void BlobCoder::Parts::begin(Coding coding, std::size_t count) {
    content.clear();
    content.putByte(static_cast<std::uint8_t>(coding));
    content.putVarint(count);
}

std::string_view BlobCoder::Parts::finish(Coding coding) {
    content.endSection();
    if (blob.empty()) blob.resize(1);
    blob[0] = static_cast<char>(coding);
    const std::size_t size = frame.pack(content, 1, blob);
    return {blob.data(), size};
}

/// Leaves `bitmap` empty when every value is present.
std::span<const double> BlobCoder::Parts::withoutAbsent(std::span<const double> values) {
    bitmap.clear();
    const std::size_t absent = countAbsent(values);
    if (absent == 0) return values;
    bitmap.resize((values.size() + kPresenceBits - 1) / kPresenceBits);
    present.resize(values.size());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const unsigned here = isAbsent(values[i]) ? 0 : 1;
        present[kept] = values[i];
        kept += here;
        bitmap[i / kPresenceBits] |= static_cast<std::uint8_t>(here << (i % kPresenceBits));
    }
    return {present.data(), kept};
}

Coding BlobCoder::Parts::choose(std::span<const double> values) {
    if (findGrid(values, decimals) && toPoints(decimals, values, points)) return Coding::Decimals;
    if (findGrid(values, line) && toPoints(line, values, points)) return Coding::Linear;
    takeBits(values);
    return Coding::Bits;
}

void BlobCoder::Parts::takeBits(std::span<const double> values) {
    const std::span<std::uint64_t> bits = scratch(values.size());
    std::memcpy(bits.data(), values.data(), values.size_bytes());
    std::uint64_t used = 0;
    for (const std::uint64_t each : bits)
        used |= each;
    zeroBits = static_cast<std::uint8_t>(used != 0 ? std::countr_zero(used) : 0);
    for (std::uint64_t& each : bits)
        each >>= zeroBits;
}

void BlobCoder::Parts::putPresence(std::size_t presentCount) {
    content.putByte(static_cast<std::uint8_t>(bitmap.empty() ? Presence::All : Presence::Bitmap));
    if (bitmap.empty()) return;
    content.putVarint(presentCount);
    std::copy(bitmap.begin(), bitmap.end(), content.grow(bitmap.size()));
}

void BlobCoder::Parts::putGrid(Coding coding) {
    const bool allOnPoints = std::all_of(points.ulps.begin(), points.ulps.end(),
                                         [](std::int8_t distance) { return distance == 0; });
    if (coding == Coding::Decimals) {
        content.putByte(static_cast<std::uint8_t>(decimals.places));
    } else {
        content.putU64(std::bit_cast<std::uint64_t>(line.step));
        content.putU64(std::bit_cast<std::uint64_t>(line.base));
        content.putByte(allOnPoints ? 0 : 1);
    }
    content.putVarint(points.exceptions.size());
    column.code(points.steps);
    column.putHeader(content);
    putExceptions(points.exceptions, content);
    content.endSection();
    if (!allOnPoints) {
        std::memcpy(content.grow(points.ulps.size()), points.ulps.data(), points.ulps.size());
        content.endSection();
    }
    column.putPlanes(content);
}

void BlobCoder::Parts::putBits() {
    content.putByte(zeroBits);
    column.code(numbers);
    column.putHeader(content);
    content.endSection();
    column.putPlanes(content);
}

BlobReader BlobCoder::Parts::open(std::string_view packed, std::size_t maxSize) {
    if (packed.empty()) return BlobReader({});
    return BlobReader(frame.unpack(bytesOf(packed.substr(1)), maxSize));
}

bool BlobCoder::Parts::readPresent(BlobReader& in, Coding coding, std::span<double> values) {
    const std::uint8_t presence = in.byte();
    if (presence == static_cast<std::uint8_t>(Presence::All)) return readCoded(in, coding, values);
    const std::uint64_t kept = in.varint();
    const std::uint8_t* bits = in.take((values.size() + kPresenceBits - 1) / kPresenceBits);
    if (presence != static_cast<std::uint8_t>(Presence::Bitmap) || !bits) return false;
    if (kept > values.size()) return false;
    present.resize(kept);
    if (!readCoded(in, coding, present)) return false;
    std::size_t next = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool here = ((bits[i / kPresenceBits] >> (i % kPresenceBits)) & 1) != 0;
        if (here && next == kept) return false;
        values[i] = here ? present[next++] : kAbsent;
    }
    return next == kept;
}

bool BlobCoder::Parts::readCoded(BlobReader& in, Coding coding, std::span<double> values) {
    switch (coding) {
        case Coding::Decimals: return readDecimals(in, values) && in.complete();
        case Coding::Linear: return readLinear(in, values) && in.complete();
        case Coding::Bits: return readBits(in, values) && in.complete();
        case Coding::Constant:
        case Coding::Rows: break;
    }
    return false;
}

bool BlobCoder::Parts::readDecimals(BlobReader& in, std::span<double> values) {
    const DecimalGrid grid{in.byte()};
    const std::uint64_t exceptions = in.varint();
    if (grid.places > DecimalGrid::kMaxPlaces || !column.readHeader(in)) return false;
    if (exceptions > maxExceptions(values.size())) return false;
    const std::uint8_t* apart = in.take(exceptions * kExceptionBytes);
    const std::span<std::uint64_t> steps = scratch(values.size());
    if (!apart || !column.readPlanes(in, steps)) return false;
    fromSteps(grid, steps, values);
    return applyExceptions(apart, exceptions, values);
}

bool BlobCoder::Parts::readLinear(BlobReader& in, std::span<double> values) {
    const double step = readDouble(in);
    const double base = readDouble(in);
    const std::uint8_t withUlps = in.byte();
    const std::uint64_t exceptions = in.varint();
    if (withUlps > 1 || !column.readHeader(in)) return false;
    if (exceptions > maxExceptions(values.size())) return false;
    const std::uint8_t* apart = in.take(exceptions * kExceptionBytes);
    const std::size_t ulpCount = withUlps == 1 ? values.size() : 0;
    const std::uint8_t* ulps = in.take(ulpCount);
    const std::span<std::uint64_t> steps = scratch(values.size());
    if (!apart || !ulps || !column.readPlanes(in, steps)) return false;
    fromSteps(LinearGrid{step, base}, steps, {ulps, ulpCount}, values);
    return applyExceptions(apart, exceptions, values);
}

bool BlobCoder::Parts::readBits(BlobReader& in, std::span<double> values) {
    const std::uint8_t shift = in.byte();
    if (shift > 63 || !column.readHeader(in)) return false;
    const std::span<std::uint64_t> bits = scratch(values.size());
    if (!column.readPlanes(in, bits)) return false;
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = std::bit_cast<double>(bits[i] << shift);
    return true;
}

std::span<std::uint64_t> BlobCoder::Parts::scratch(std::size_t count) {
    numbers.resize(count);
    return numbers;
}

BlobCoder::BlobCoder() : m_parts(std::make_unique<Parts>()) {}

BlobCoder::~BlobCoder() = default;

std::string_view BlobCoder::packValues(std::span<const double> values) {
    assert(values.size() <= kMaxCount);
    Parts& parts = *m_parts;
    if (values.empty() || allEqual(values)) {
        parts.begin(Coding::Constant, values.size());
        parts.content.putU64(values.empty() ? 0 : std::bit_cast<std::uint64_t>(values.front()));
        return parts.finish(Coding::Constant);
    }
    const std::span<const double> present = parts.withoutAbsent(values);
    const Coding coding = parts.choose(present);
    parts.begin(coding, values.size());
    parts.putPresence(present.size());
    if (coding == Coding::Bits)
        parts.putBits();
    else
        parts.putGrid(coding);
    return parts.finish(coding);
}

std::string_view BlobCoder::packRows(std::span<const std::int64_t> steadyNs,
                                     std::span<const std::int64_t> wallNs,
                                     std::span<const Sequence> sequences) {
    const std::size_t count = steadyNs.size();
    assert(count <= kMaxCount && wallNs.size() == count && sequences.size() == count);
    Parts& parts = *m_parts;
    const std::span<std::uint64_t> numbers = parts.scratch(count);
    std::copy(steadyNs.begin(), steadyNs.end(), numbers.begin());
    parts.column.code(numbers);
    for (std::size_t i = 0; i < count; ++i)
        numbers[i] =
            static_cast<std::uint64_t>(wallNs[i]) - static_cast<std::uint64_t>(steadyNs[i]);
    parts.offsets.code(numbers);
    parts.counts.code(sequences);
    parts.begin(Coding::Rows, count);
    const IntegerColumn* const columns[] = {&parts.column, &parts.offsets, &parts.counts};
    for (const IntegerColumn* column : columns)
        column->putHeader(parts.content);
    parts.content.endSection();
    for (const IntegerColumn* column : columns)
        column->putPlanes(parts.content);
    return parts.finish(Coding::Rows);
}

bool BlobCoder::unpackValues(std::string_view blob, std::span<double> values) {
    if (values.size() > kMaxCount || blob.empty()) return false;
    BlobReader in = m_parts->open(blob, maxValueBytes(values.size()));
    const std::uint8_t coding = in.byte();
    if (in.varint() != values.size() || in.failed() || coding != bytesOf(blob)[0]) return false;
    if (coding != static_cast<std::uint8_t>(Coding::Constant))
        return m_parts->readPresent(in, static_cast<Coding>(coding), values);
    std::fill(values.begin(), values.end(), readDouble(in));
    return in.complete();
}

bool BlobCoder::unpackRows(std::string_view blob, std::size_t count, Rows& rows) {
    if (count > kMaxCount || blob.empty()) return false;
    Parts& parts = *m_parts;
    BlobReader in = parts.open(blob, maxRowBytes(count));
    const std::uint8_t coding = in.byte();
    if (in.varint() != count || in.failed() || coding != bytesOf(blob)[0]) return false;
    if (coding != static_cast<std::uint8_t>(Coding::Rows)) return false;
    IntegerColumn* const columns[] = {&parts.column, &parts.offsets, &parts.counts};
    for (IntegerColumn* column : columns)
        if (!column->readHeader(in)) return false;
    const std::span<std::uint64_t> numbers = parts.scratch(count);
    if (!parts.column.readPlanes(in, numbers)) return false;
    rows.steadyNs.assign(numbers.begin(), numbers.end());
    if (!parts.offsets.readPlanes(in, numbers)) return false;
    rows.wallNs.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        rows.wallNs[i] =
            static_cast<std::int64_t>(static_cast<std::uint64_t>(rows.steadyNs[i]) + numbers[i]);
    rows.sequences.resize(count);
    return parts.counts.readPlanes(in, rows.sequences) && in.complete();
}

}  // namespace telemetryhub::engine
