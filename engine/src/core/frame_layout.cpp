// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/frame_layout.h"

#include <algorithm>
#include <numeric>

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxPayloadBytes = 65535;

Error wrongFrame(std::string detail) {
    return {ErrorCode::InvalidArgument, "frame: " + std::move(detail)};
}

std::size_t lengthFieldBytes(FrameLength::Kind kind) {
    switch (kind) {
        case FrameLength::Kind::Fixed: return 0;
        case FrameLength::Kind::U8: return 1;
        case FrameLength::Kind::U16: return 2;
    }
    return 0;
}

}  // namespace

std::size_t sizeOf(NumberType type) {
    switch (type) {
        case NumberType::U8:
        case NumberType::I8: return 1;
        case NumberType::U16:
        case NumberType::I16:
        case NumberType::F16: return 2;
        case NumberType::U24:
        case NumberType::I24: return 3;
        case NumberType::U32:
        case NumberType::I32:
        case NumberType::F32: return 4;
        case NumberType::U64:
        case NumberType::I64:
        case NumberType::F64: return 8;
    }
    return 1;
}

std::size_t sizeOf(ChecksumKind kind) {
    switch (kind) {
        case ChecksumKind::None: return 0;
        case ChecksumKind::Sum8:
        case ChecksumKind::Sum8Negated:
        case ChecksumKind::Xor8:
        case ChecksumKind::Crc8:
        case ChecksumKind::Crc8DvbS2: return 1;
        case ChecksumKind::Sum16:
        case ChecksumKind::Crc16Modbus:
        case ChecksumKind::Crc16CcittFalse:
        case ChecksumKind::Crc16Arc:
        case ChecksumKind::Crc16Xmodem:
        case ChecksumKind::Crc16X25:
        case ChecksumKind::Crc16Mcrf4xx:
        case ChecksumKind::Fletcher8: return 2;
        case ChecksumKind::Crc24Q: return 3;
        case ChecksumKind::Crc32:
        case ChecksumKind::Crc32C:
        case ChecksumKind::Adler32:
        case ChecksumKind::Sum32: return 4;
    }
    return 0;
}

std::size_t FrameLayout::fieldBytes() const {
    return std::accumulate(
        fields.begin(), fields.end(), std::size_t{0},
        [](std::size_t sum, const FrameField& field) { return sum + sizeOf(field.type); });
}

Result<void> checkFrame(const FrameLayout& layout) {
    const std::size_t once = layout.fieldBytes();
    if (once == 0) return wrongFrame("expected at least one field.");
    if (std::all_of(layout.fields.begin(), layout.fields.end(),
                    [](const FrameField& field) { return field.name.empty(); }))
        return wrongFrame("expected at least one field with a name; all of them are skipped.");
    if (layout.sync.size() > FrameLayout::kMaxSyncBytes || layout.tail.size() > 16)
        return wrongFrame("expected at most 16 bytes of sync and of tail.");
    const bool fixed = layout.length.kind == FrameLength::Kind::Fixed;
    const std::size_t payload = fixed ? layout.length.payloadBytes : 0;
    if (once > kMaxPayloadBytes || payload > kMaxPayloadBytes)
        return wrongFrame("expected a payload of at most 65535 bytes.");
    if (payload > 0 && payload < once)
        return wrongFrame("the fields take " + std::to_string(once) +
                          " bytes, the payload has only " + std::to_string(payload) + ".");
    if (payload > 0 && layout.repeats && payload % once != 0)
        return wrongFrame("a payload of " + std::to_string(payload) +
                          " bytes is no multiple of the " + std::to_string(once) +
                          " bytes of its fields.");
    const std::size_t header = layout.sync.size() + lengthFieldBytes(layout.length.kind);
    if (layout.checksumFrom > header + once)
        return wrongFrame("the checksum begins behind the last field.");
    return {};
}

}  // namespace telemetryhub::engine
