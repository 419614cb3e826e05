// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/modbus_frame.h"

#include <algorithm>
#include <array>

#include "decode/checksum.h"
#include "decode/raw_number.h"

namespace telemetryhub::engine {

namespace {

using ModbusRole = ModbusFrame::Role;

constexpr int kHighestUsualUnit = 247;  // those above are reserved, and are used
constexpr int kExceptionBit = 0x80;
constexpr int kHighestExceptionCode = 11;
constexpr std::size_t kCrcBytes = 2;
constexpr std::size_t kShortFrame = 8;  // all that hold an address and a count or value
constexpr std::size_t kExceptionFrame = 5;
constexpr std::size_t kLongestFrame = 256;
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
bool carriesValues(int function) {
    return reads(function) || writesOne(function) || writesMany(function);
}
bool isFunction(int function) {
    constexpr std::array kWithoutValues = {7, 8, 11, 12, 17, 20, 21, 22, 23, 24, 43};
    return carriesValues(function) || std::find(kWithoutValues.begin(), kWithoutValues.end(),
                                                function) != kWithoutValues.end();
}

/// How many bytes must be there to know the shapes.
std::size_t bytesToTell(int function) {
    constexpr std::size_t kShortestFrame = 4;
    if (!carriesValues(function)) return kShortestFrame;
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

/// The bytes of an answer that tells what a device is: objects with a length each. Nothing when
/// more bytes must tell.
std::optional<std::size_t> identificationBytes(std::string_view bytes) {
    constexpr std::size_t kObjectCount = 7;
    if (bytes.size() <= kObjectCount) return std::nullopt;
    std::size_t at = kObjectCount + 1;
    for (int i = byteAt(bytes, kObjectCount); i > 0; --i) {
        if (at > kLongestFrame) return kLongestFrame + 1;
        if (bytes.size() < at + 2) return std::nullopt;
        at += 2 + static_cast<std::size_t>(byteAt(bytes, at + 1));
    }
    return at + kCrcBytes;
}

/// Requests and answers of functions whose frames hold nothing that becomes a sample. A length of 0
/// is one that more bytes must tell.
std::array<std::size_t, 2> lengthsWithoutValues(std::string_view bytes, int function) {
    const auto size = [](int counted) { return static_cast<std::size_t>(counted); };
    const auto behindCount = 5 + size(byteAt(bytes, 2));
    switch (function) {
        case 7: return {4, 5};
        case 8: return {8, 8};
        case 11: return {4, 8};
        case 12:
        case 17: return {4, behindCount};
        case 20:
        case 21: return {behindCount, behindCount};
        case 22: return {10, 10};
        case 23: return {bytes.size() > 10 ? 13 + size(byteAt(bytes, 10)) : 0, behindCount};
        case 24: return {6, 6 + size(wordAt(bytes, 2))};
        default: return {7, identificationBytes(bytes).value_or(0)};
    }
}

void addShapesWithoutValues(std::string_view bytes, int function, ModbusShapes& shapes) {
    constexpr int kIdentification = 0x0E;
    constexpr int kEncapsulated = 43;
    if (function == kEncapsulated && byteAt(bytes, 2) != kIdentification) return;
    auto lengths = lengthsWithoutValues(bytes, function);
    const bool open = lengths[0] == 0 || lengths[1] == 0;
    for (std::size_t& length : lengths)
        if (length == 0) length = bytes.size() + 1;
    if (lengths[1] < lengths[0]) std::swap(lengths[0], lengths[1]);
    for (const std::size_t length : lengths)
        if (length <= kLongestFrame || open) shapes.add(ModbusRole::WithoutValues, length);
}

ModbusShapes shapesOf(std::string_view bytes, int function) {
    ModbusShapes shapes;
    if (!carriesValues(function)) {
        addShapesWithoutValues(bytes, function, shapes);
    } else if (reads(function)) {
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
    if (shape.role == ModbusRole::WithoutValues) return frame;
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

ModbusFind findFrameOfAnyUnit(std::string_view bytes, std::optional<std::size_t> expectedBytes) {
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

}  // namespace

/// A reserved unit is believed with a right CRC alone: FF is also what an idle line is read as.
ModbusFind findModbusFrame(std::string_view bytes, std::optional<std::size_t> expectedBytes) {
    const ModbusFind found = findFrameOfAnyUnit(bytes, expectedBytes);
    if (found.state == ModbusFind::State::WrongChecksum && byteAt(bytes, 0) > kHighestUsualUnit)
        return {ModbusFind::State::NoFrame, 1, {}};
    return found;
}

std::string_view modbusFunctionName(int function) {
    switch (function) {
        case 1: return "read coils";
        case 2: return "read discrete inputs";
        case 3: return "read holding registers";
        case 4: return "read input registers";
        case 5: return "write a coil";
        case 6: return "write a register";
        case 7: return "read exception status";
        case 8: return "diagnostics";
        case 11: return "read event counter";
        case 12: return "read event log";
        case 15: return "write coils";
        case 16: return "write registers";
        case 17: return "report server id";
        case 20: return "read file record";
        case 21: return "write file record";
        case 22: return "mask write a register";
        case 23: return "read and write registers";
        case 24: return "read a queue";
        case 43: return "read device identification";
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
