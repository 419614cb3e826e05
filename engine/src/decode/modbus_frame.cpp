// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/modbus_frame.h"

#include <algorithm>
#include <array>

#include "decode/checksum.h"
#include "decode/raw_number.h"

namespace telemetryhub::engine {

namespace {

using ModbusRole = ModbusFrame::Role;

constexpr int kHighestUnit = 247;
constexpr int kExceptionBit = 0x80;
constexpr int kHighestExceptionCode = 11;
constexpr std::size_t kCrcBytes = 2;
constexpr std::size_t kShortFrame = 8;  // all that hold an address and a count or value
constexpr std::size_t kExceptionFrame = 5;
constexpr int kMaxRegisters = 125;
constexpr int kMaxBits = 2000;

/// A frame that could stand somewhere. No length: more bytes must tell.
struct ModbusShape {
    ModbusRole role = ModbusRole::Request;
    std::size_t bytes = 0;
};
/// Those that are possible, the shorter first.
struct ModbusShapes {
    std::array<ModbusShape, 2> shapes;
    std::size_t count = 0;
    void add(ModbusRole role, std::size_t bytes) { shapes[count++] = {role, bytes}; }
};

int byteAt(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}
int wordAt(std::string_view bytes, std::size_t at) {
    return loadBits<std::uint16_t>(bytes.data() + at, ByteOrder::Big);
}

bool readsBits(int function) {
    return function == 1 || function == 2;
}
bool reads(int function) {
    return function >= 1 && function <= 4;
}
bool writesOne(int function) {
    return function == 5 || function == 6;
}
bool writesMany(int function) {
    return function == 15 || function == 16;
}
bool isFunction(int function) {
    return reads(function) || writesOne(function) || writesMany(function);
}

/// How many bytes must be there to know the shapes.
std::size_t bytesToTell(int function) {
    return reads(function) || writesOne(function) ? 6 : 7;
}

void addShapesOfReading(std::string_view bytes, int function, ModbusShapes& shapes) {
    constexpr std::size_t kAroundData = 5;
    const int count = wordAt(bytes, 4);
    const int dataBytes = byteAt(bytes, 2);
    const bool bits = readsBits(function);
    const bool isRequest = count >= 1 && count <= (bits ? kMaxBits : kMaxRegisters);
    const bool isAnswer =
        dataBytes >= 1 && dataBytes <= 2 * kMaxRegisters && (bits || dataBytes % 2 == 0);
    const std::size_t answer = kAroundData + static_cast<std::size_t>(dataBytes);
    if (isAnswer && answer < kShortFrame) shapes.add(ModbusRole::Answer, answer);
    if (isRequest) shapes.add(ModbusRole::Request, kShortFrame);
    if (isAnswer && answer >= kShortFrame) shapes.add(ModbusRole::Answer, answer);
}

void addShapesOfWriting(std::string_view bytes, int function, ModbusShapes& shapes) {
    constexpr std::size_t kAroundData = 9;
    const int count = wordAt(bytes, 4);
    const int dataBytes = byteAt(bytes, 6);
    const int expected = function == 16 ? 2 * count : (count + 7) / 8;
    if (count < 1 || count > kMaxBits) return;
    shapes.add(ModbusRole::Answer, kShortFrame);
    if (dataBytes == expected)
        shapes.add(ModbusRole::Request, kAroundData + static_cast<std::size_t>(dataBytes));
}

ModbusShapes shapesOf(std::string_view bytes, int function) {
    ModbusShapes shapes;
    if (reads(function)) {
        addShapesOfReading(bytes, function, shapes);
    } else if (writesOne(function)) {
        const int value = wordAt(bytes, 4);
        if (function == 6 || value == 0 || value == 0xFF00)
            shapes.add(ModbusRole::Either, kShortFrame);
    } else {
        addShapesOfWriting(bytes, function, shapes);
    }
    return shapes;
}

bool crcMatches(std::string_view frame) {
    const std::size_t covered = frame.size() - kCrcBytes;
    return checksumOf(ChecksumKind::Crc16Modbus, frame.substr(0, covered)) ==
           writtenChecksum(frame.substr(covered), ByteOrder::Little);
}

ModbusFrame frameOf(std::string_view bytes, ModbusShape shape) {
    ModbusFrame frame;
    frame.role = shape.role;
    frame.unit = byteAt(bytes, 0);
    frame.function = byteAt(bytes, 1);
    const std::string_view content = bytes.substr(0, shape.bytes - kCrcBytes);
    if (reads(frame.function) && shape.role == ModbusRole::Answer) {
        frame.data = content.substr(3);
        return frame;
    }
    frame.address = wordAt(bytes, 2);
    frame.count = writesOne(frame.function) ? 1 : wordAt(bytes, 4);
    if (writesOne(frame.function)) frame.data = content.substr(4);
    if (writesMany(frame.function) && shape.role == ModbusRole::Request)
        frame.data = content.substr(7);
    return frame;
}

ModbusFind findException(std::string_view bytes, int function) {
    if (!isFunction(function)) return {ModbusFind::State::NoFrame, 1, {}};
    if (bytes.size() < 3) return {};
    const int code = byteAt(bytes, 2);
    if (code < 1 || code > kHighestExceptionCode) return {ModbusFind::State::NoFrame, 1, {}};
    if (bytes.size() < kExceptionFrame) return {};
    if (!crcMatches(bytes.substr(0, kExceptionFrame)))
        return {ModbusFind::State::WrongChecksum, kExceptionFrame, {}};
    ModbusFrame frame;
    frame.role = ModbusRole::Exception;
    frame.unit = byteAt(bytes, 0);
    frame.function = function;
    frame.exceptionCode = code;
    return {ModbusFind::State::Whole, kExceptionFrame, frame};
}

}  // namespace

ModbusFind findModbusFrame(std::string_view bytes, std::optional<std::size_t> expectedBytes) {
    if (byteAt(bytes, 0) > kHighestUnit) return {ModbusFind::State::NoFrame, 1, {}};
    if (bytes.size() < 2) return {};
    const int function = byteAt(bytes, 1);
    if ((function & kExceptionBit) != 0) return findException(bytes, function & ~kExceptionBit);
    if (!isFunction(function)) return {ModbusFind::State::NoFrame, 1, {}};
    if (bytes.size() < bytesToTell(function)) return {};

    ModbusShapes possible = shapesOf(bytes, function);
    if (possible.count == 0) return {ModbusFind::State::NoFrame, 1, {}};
    const bool alike = possible.count == 2 && possible.shapes[0].bytes == possible.shapes[1].bytes;
    if (alike && expectedBytes == possible.shapes[1].bytes)
        std::swap(possible.shapes[0], possible.shapes[1]);
    for (std::size_t i = 0; i < possible.count; ++i) {
        const ModbusShape shape = possible.shapes[i];
        if (bytes.size() < shape.bytes) return {};
        if (crcMatches(bytes.substr(0, shape.bytes)))
            return {ModbusFind::State::Whole, shape.bytes, frameOf(bytes, shape)};
    }
    return {ModbusFind::State::WrongChecksum, possible.shapes[possible.count - 1].bytes, {}};
}

std::string_view modbusFunctionName(int function) {
    switch (function) {
        case 1: return "read coils";
        case 2: return "read discrete inputs";
        case 3: return "read holding registers";
        case 4: return "read input registers";
        case 5: return "write a coil";
        case 6: return "write a register";
        case 15: return "write coils";
        case 16: return "write registers";
        default: return "unknown";
    }
}

std::string_view modbusExceptionName(int code) {
    constexpr std::array<std::string_view, 12> kNames = {"",
                                                         "illegal function",
                                                         "illegal data address",
                                                         "illegal data value",
                                                         "device failure",
                                                         "acknowledge",
                                                         "device busy",
                                                         "negative acknowledge",
                                                         "memory parity error",
                                                         "",
                                                         "gateway path unavailable",
                                                         "gateway target does not respond"};
    const auto index = static_cast<std::size_t>(code);
    return index < kNames.size() ? kNames[index] : std::string_view();
}

}  // namespace telemetryhub::engine
