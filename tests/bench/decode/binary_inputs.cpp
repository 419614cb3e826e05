// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string_view>
#include <utility>

#include "decode/checksum.h"
#include "inputs.h"

namespace telemetryhub::bench {

using namespace telemetryhub::engine;

namespace {

constexpr std::size_t kFrames = 1'000'000;
constexpr std::size_t kFields = 8;

FrameLayout layoutOf(NumberType type, ChecksumKind checksum) {
    FrameLayout layout;
    layout.sync = "\xAA\x55";
    for (std::size_t i = 0; i < kFields; ++i) {
        FrameField field;
        field.name = "value " + std::to_string(i + 1);
        field.type = type;
        field.order = ByteOrder::Big;
        layout.fields.push_back(field);
    }
    layout.checksum = checksum;
    return layout;
}

void append(std::string& bytes, std::uint32_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i)
        bytes.push_back(static_cast<char>(value >> (8 * i)));
}

std::string frameOf(const FrameLayout& layout, Random& random) {
    std::string frame = layout.sync;
    for (const FrameField& field : layout.fields)
        append(frame, field.type == NumberType::F32 ? random.next() & 0x7F7FFFFF : random.next(),
               sizeOf(field.type));
    append(frame, checksumOf(layout.checksum, frame), sizeOf(layout.checksum));
    return frame + layout.tail;
}

DecodeInput frames(std::string name, const FrameLayout& layout) {
    Random random;
    DecodeSettings settings(Format::Frame);
    settings.frame = layout;
    std::string bytes;
    for (std::size_t i = 0; i < kFrames; ++i)
        bytes += frameOf(layout, random);
    return {std::move(name), settings, std::move(bytes)};
}

std::string slipped(std::string_view packet) {
    std::string encoded;
    for (const char c : packet) {
        if (c == '\xC0')
            encoded += "\xDB\xDC";
        else if (c == '\xDB')
            encoded += "\xDB\xDD";
        else
            encoded.push_back(c);
    }
    return encoded + "\xC0";
}

/// \pre a packet of less than 254 bytes
std::string cobsed(std::string_view packet) {
    std::string encoded;
    while (true) {
        const std::size_t run = std::min(packet.find('\0'), packet.size());
        encoded.push_back(static_cast<char>(run + 1));
        encoded.append(packet.substr(0, run));
        if (run == packet.size()) return encoded + '\0';
        packet.remove_prefix(run + 1);
    }
}

DecodeInput packets(std::string name, Format format) {
    Random random;
    DecodeSettings settings(format);
    settings.inner = Format::Frame;
    settings.frame = layoutOf(NumberType::U16, ChecksumKind::Crc16Modbus);
    std::string bytes;
    for (std::size_t i = 0; i < kFrames; ++i) {
        const std::string frame = frameOf(settings.frame, random);
        bytes += format == Format::Slip ? slipped(frame) : cobsed(frame);
    }
    return {std::move(name), settings, std::move(bytes)};
}

DecodeInput modbus() {
    Random random;
    std::string bytes;
    const auto add = [&bytes](std::string frame) {
        const auto crc = checksumOf(ChecksumKind::Crc16Modbus, frame);
        append(frame, crc, 2);
        bytes += frame;
    };
    for (std::size_t i = 0; i < kFrames / 2; ++i) {
        add(std::string("\x01\x03\x00\x64\x00\x08", 6));
        std::string answer("\x01\x03\x10", 3);
        for (std::size_t field = 0; field < kFields; ++field)
            append(answer, random.next(), 2);
        add(std::move(answer));
    }
    return {"Modbus RTU, 8 registers asked and answered", Format::Modbus, std::move(bytes)};
}

}  // namespace

std::vector<DecodeInput> binaryInputs() {
    FrameLayout bare = layoutOf(NumberType::I16, ChecksumKind::None);
    bare.sync.clear();
    std::vector<DecodeInput> inputs;
    inputs.push_back(frames("frames of 8 i16, nothing else", bare));
    inputs.push_back(
        frames("frames of 8 u16, sync, sum8", layoutOf(NumberType::U16, ChecksumKind::Sum8)));
    inputs.push_back(frames("frames of 8 u16, sync, CRC-16",
                            layoutOf(NumberType::U16, ChecksumKind::Crc16Modbus)));
    inputs.push_back(
        frames("frames of 8 f32, sync, CRC-32", layoutOf(NumberType::F32, ChecksumKind::Crc32)));
    inputs.push_back(packets("SLIP, frames of 8 u16, CRC-16", Format::Slip));
    inputs.push_back(packets("COBS, frames of 8 u16, CRC-16", Format::Cobs));
    inputs.push_back(modbus());
    return inputs;
}

}  // namespace telemetryhub::bench
