// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

enum class NumberType : std::uint8_t {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    U64,
    I64,
    F32,
    F64,
    U24,
    I24,
    F16,  ///< half precision of IEEE 754
};
[[nodiscard]] std::size_t sizeOf(NumberType type);

enum class ByteOrder : std::uint8_t { Little, Big };

/// How the bytes of a frame vouch for each other.
enum class ChecksumKind : std::uint8_t {
    None,
    Sum8,
    Sum8Negated,  ///< two's complement of the sum
    Sum16,
    Xor8,
    Crc8,  ///< polynomial 0x07, start 0
    Crc16Modbus,
    Crc16CcittFalse,
    Crc16Arc,
    Crc32,
    Crc8DvbS2,  ///< of CRSF
    Crc16Xmodem,
    Crc16X25,
    Crc16Mcrf4xx,  ///< X.25 without its final inversion
    Crc24Q,        ///< of RTCM 3
    Crc32C,
    Adler32,
    Sum32,
    Fletcher8,  ///< of UBX: the sum in the low byte, the sum of the sums in the high one
};
[[nodiscard]] std::size_t sizeOf(ChecksumKind kind);

/// One number of a payload.
struct FrameField {
    std::string name;  ///< of its channel; empty: the bytes are skipped
    NumberType type = NumberType::U8;
    ByteOrder order = ByteOrder::Little;
    std::string unit;
    double factor = 1;  ///< value = number * factor + offset
    double offset = 0;
    std::optional<int> decimals;

    friend bool operator==(const FrameField&, const FrameField&) = default;
};

/// How long a frame is.
struct FrameLength {
    enum class Kind : std::uint8_t { Fixed, U8, U16 };
    /// What a length field counts.
    enum class Counts : std::uint8_t {
        Payload,
        PayloadAndChecksum,
        Frame,  ///< everything from the sync to the tail
    };

    Kind kind = Kind::Fixed;
    ByteOrder order = ByteOrder::Little;  ///< of a U16
    Counts counts = Counts::Payload;
    std::size_t payloadBytes = 0;  ///< Fixed; 0: as long as the fields

    friend bool operator==(const FrameLength&, const FrameLength&) = default;
};

/// A binary frame: sync, length field if any, payload, checksum if any, tail.
///
/// Around it may stand another framing (SLIP, COBS); then sync and length may be missing and the
/// payload is what the framing holds.
struct FrameLayout {
    static constexpr std::size_t kMaxSyncBytes = 16;

    std::string sync;  ///< may be empty: then frames follow each other without a mark
    FrameLength length;
    std::vector<FrameField> fields;
    bool repeats = false;  ///< a payload may hold the fields several times, each time a sample
    ChecksumKind checksum = ChecksumKind::None;
    ByteOrder checksumOrder = ByteOrder::Little;
    std::size_t checksumFrom = 0;  ///< first byte covered, from the first of the sync
    std::string tail;              ///< bytes that must stand behind the checksum
    std::size_t skipAtStart = 0;   ///< bytes to drop once, to fall into step without a sync

    /// Bytes of all fields once.
    [[nodiscard]] std::size_t fieldBytes() const;
    friend bool operator==(const FrameLayout&, const FrameLayout&) = default;
};

/// Errors: InvalidArgument names what does not fit together and the remedy.
[[nodiscard]] Result<void> checkFrame(const FrameLayout& layout);

}  // namespace telemetryhub::engine
