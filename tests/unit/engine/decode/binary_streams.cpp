// SPDX-License-Identifier: GPL-3.0-or-later
#include "binary_streams.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <utility>

#include "decode/checksum.h"

namespace telemetryhub::engine {

namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

void appendHex(std::string& text, unsigned byte) {
    text.push_back(kHexDigits[byte / 16 % 16]);
    text.push_back(kHexDigits[byte % 16]);
}

std::string modbusStream() {
    const auto frame = [](std::initializer_list<int> values) {
        return withChecksum(bytesOf(values), ChecksumKind::Crc16Modbus);
    };
    return frame({1, 3, 0, 100, 0, 2}) + frame({1, 3, 4, 0, 7, 1, 0}) + frame({2, 4, 0, 0, 0, 1}) +
           frame({2, 4, 2, 0x12, 0x34}) + frame({1, 1, 0, 5, 0, 3}) + frame({1, 1, 1, 5}) +
           frame({1, 16, 0, 9, 0, 1, 2, 0, 77}) + frame({1, 16, 0, 9, 0, 1}) +
           frame({1, 16, 0, 20, 0, 8, 16, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}) +
           frame({1, 16, 0, 20, 0, 8}) + frame({1, 6, 0, 8, 1, 1}) + frame({1, 6, 0, 8, 1, 1}) +
           frame({1, 3, 0, 0, 0, 1}) + frame({1, 0x83, 2});
}

std::string veDirectStream() {
    return veDirectBlock({"PID\t0x203", "V\t12800", "I\t-15", "Alarm\tOFF"}) +
           veDirectHex("7F0ED00") + veDirectBlock({"H1\t-5", "H19\t123"}) +
           veDirectBlock({"PID\t0x203", "V\t12810"});
}

std::string dsmrStream() {
    return dsmrTelegram({"1-3:0.2.8(50)", "1-0:1.7.0(00.244*kW)"}) +
           dsmrTelegram({"0-1:24.1.0(003)", "0-1:24.2.1(170102161005W)(00000.107*m3)"}) +
           dsmrTelegram({"1-0:1.7.0(0001.01*kW)"}, TelegramEnd::Bare);
}

FrameLayout lengthLayout() {
    FrameLayout layout;
    layout.sync = "\x42";
    layout.length = {FrameLength::Kind::U8, ByteOrder::Little, FrameLength::Counts::Payload, 0};
    layout.fields = {frameField("a", NumberType::U8, ByteOrder::Little),
                     frameField("b", NumberType::U16, ByteOrder::Big)};
    layout.repeats = true;
    layout.checksum = ChecksumKind::Sum8;
    layout.checksumFrom = 2;
    layout.tail = "\n";
    return layout;
}

std::string lengthStream() {
    const auto frame = [](std::initializer_list<int> payload) {
        const std::string bytes = bytesOf(payload);
        const std::string header = bytesOf({0x42, static_cast<int>(bytes.size())});
        return header + withChecksum(bytes, ChecksumKind::Sum8) + "\n";
    };
    return frame({1, 2, 3}) + frame({0x42, 3, 1, 4, 0x42, 3}) + frame({7, 8, 9});
}

FrameLayout bareLayout() {
    FrameLayout layout;
    layout.fields = {frameField("x", NumberType::I16, ByteOrder::Little),
                     frameField("y", NumberType::F32, ByteOrder::Little)};
    layout.skipAtStart = 3;
    return layout;
}

DecodeSettings packets(Format format, Format inner) {
    DecodeSettings settings(format);
    settings.inner = inner;
    settings.frame = smallLayout();
    return settings;
}

DecodeSettings frames(const FrameLayout& layout) {
    DecodeSettings settings(Format::Frame);
    settings.frame = layout;
    return settings;
}

}  // namespace

FrameField frameField(std::string name, NumberType type, ByteOrder order, double factor) {
    FrameField field;
    field.name = std::move(name);
    field.type = type;
    field.order = order;
    field.factor = factor;
    return field;
}

std::string bytesOf(std::initializer_list<int> values) {
    std::string bytes;
    for (const int value : values)
        bytes.push_back(static_cast<char>(value));
    return bytes;
}

std::string withChecksum(std::string_view bytes, ChecksumKind kind, ByteOrder order) {
    std::string framed(bytes);
    const auto sum = checksumOf(kind, bytes);
    const std::size_t size = sizeOf(kind);
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t shift = order == ByteOrder::Little ? i : size - 1 - i;
        framed.push_back(static_cast<char>(sum >> (8 * shift)));
    }
    return framed;
}

std::string veDirectBlock(std::initializer_list<std::string_view> fields) {
    std::string block;
    for (const std::string_view field : fields)
        block.append("\r\n").append(field);
    block += "\r\nChecksum\t";
    return withChecksum(block, ChecksumKind::Sum8Negated);
}

std::string veDirectHex(std::string_view digits) {
    const auto valueAt = [digits](std::size_t i) {
        return static_cast<unsigned>(kHexDigits.find(digits[i]));
    };
    unsigned sum = valueAt(0);
    for (std::size_t i = 1; i + 1 < digits.size(); i += 2)
        sum += valueAt(i) * 16 + valueAt(i + 1);
    std::string frame = ":" + std::string(digits);
    appendHex(frame, (0x55 - sum) & 0xFF);
    return frame + "\n";
}

std::string dsmrTelegram(std::initializer_list<std::string_view> lines, TelegramEnd end) {
    std::string telegram = "/TST5\\made up\r\n\r\n";
    for (const std::string_view line : lines)
        telegram.append(line).append("\r\n");
    telegram += "!";
    if (end == TelegramEnd::Crc) {
        const auto crc = checksumOf(ChecksumKind::Crc16Arc, telegram);
        appendHex(telegram, crc >> 8);
        appendHex(telegram, crc & 0xFF);
    }
    return telegram + "\r\n";
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

std::string cobsed(std::string_view packet) {
    constexpr std::size_t kLongestRun = 254;
    std::string encoded;
    while (true) {
        const std::size_t run = std::min({packet.find('\0'), packet.size(), kLongestRun});
        encoded.push_back(static_cast<char>(run + 1));
        encoded.append(packet.substr(0, run));
        if (run == packet.size()) break;
        packet.remove_prefix(run == kLongestRun ? run : run + 1);
    }
    return encoded + '\0';
}

FrameLayout smallLayout() {
    FrameLayout layout;
    layout.sync = "\xAA\x55";
    layout.fields = {frameField("count", NumberType::U8, ByteOrder::Little),
                     frameField("level", NumberType::I16, ByteOrder::Big, 0.1)};
    layout.checksum = ChecksumKind::Crc16Modbus;
    return layout;
}

std::string smallFrame(int count, int level) {
    return withChecksum(bytesOf({0xAA, 0x55, count, level >> 8, level}), ChecksumKind::Crc16Modbus);
}

std::vector<BinarySubject> binarySubjects() {
    const std::string small = smallFrame(1, 15) + smallFrame(0xAA, -3) + smallFrame(3, 0x55AA);
    std::string slip;
    std::string cobs;
    for (const int count : {0xC0, 0, 0xDB}) {
        slip += slipped(smallFrame(count, 17));
        cobs += cobsed(smallFrame(count, 17));
    }
    const std::string lines = slipped("1,2,3") + slipped("4,5,6\n") + slipped("7,8,9");
    const std::string cobsLines = cobsed("hello") + cobsed("1,2,3") + cobsed("4,5,6");
    return {{"vedirect", Format::VeDirect, veDirectStream()},
            {"dsmr", Format::Dsmr, dsmrStream()},
            {"modbus", Format::Modbus, modbusStream()},
            {"frame", frames(smallLayout()), small},
            {"frame with a length", frames(lengthLayout()), lengthStream()},
            {"frame without sync", frames(bareLayout()), std::string(40, '\x07')},
            {"slip of frames", packets(Format::Slip, Format::Frame), slip},
            {"slip of csv", packets(Format::Slip, Format::Csv), lines},
            {"cobs of frames", packets(Format::Cobs, Format::Frame), cobs},
            {"cobs of anything", packets(Format::Cobs, Format::Auto), cobsLines}};
}

std::string damagedStream(const std::string& stream, std::uint32_t seed, std::size_t bytes) {
    std::mt19937 random(seed);
    const auto byte = [&] { return static_cast<char>(random() % 256); };
    std::string damaged;
    while (damaged.size() < bytes) {
        std::string piece = stream;
        if (random() % 3 == 0) piece[random() % piece.size()] = byte();
        if (random() % 6 == 0) piece.erase(random() % piece.size(), 1 + random() % 5);
        if (random() % 6 == 0) piece.insert(random() % piece.size(), 1 + random() % 3, byte());
        if (random() % 8 == 0) std::generate_n(std::back_inserter(piece), random() % 150, byte);
        if (random() % 40 == 0) piece.append(std::string(random() % 70'000, byte()));
        damaged += piece;
    }
    return damaged;
}

}  // namespace telemetryhub::engine
