// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/decode_settings.h"

/// Made-up bytes of the formats that are not lines.
namespace telemetryhub::engine {

/// `AA 05 01` as bytes.
[[nodiscard]] std::string bytesOf(std::initializer_list<int> values);
/// The bytes and their checksum in that order.
[[nodiscard]] std::string withChecksum(std::string_view bytes, ChecksumKind kind,
                                       ByteOrder order = ByteOrder::Little);
/// A VE.Direct block of fields such as `V\t12000`, with its checksum.
[[nodiscard]] std::string veDirectBlock(std::initializer_list<std::string_view> fields);
/// A VE.Direct HEX frame of digits without their check.
[[nodiscard]] std::string veDirectHex(std::string_view digits);
enum class TelegramEnd { Crc, Bare };
/// A telegram of lines behind its first one.
[[nodiscard]] std::string dsmrTelegram(std::initializer_list<std::string_view> lines,
                                       TelegramEnd end = TelegramEnd::Crc);
[[nodiscard]] std::string slipped(std::string_view packet);
[[nodiscard]] std::string cobsed(std::string_view packet);

[[nodiscard]] FrameField frameField(std::string name, NumberType type,
                                    ByteOrder order = ByteOrder::Little, double factor = 1);
/// Sync AA 55, `count` u8 and `level` i16 in tenths, CRC-16/MODBUS.
[[nodiscard]] FrameLayout smallLayout();
[[nodiscard]] std::string smallFrame(int count, int level);

/// A format with its name, bytes of at least three samples of it, and how it is read.
struct BinarySubject {
    const char* name;
    DecodeSettings settings;
    std::string stream;
};
/// One of every format that is not lines, and some frame layouts.
[[nodiscard]] std::vector<BinarySubject> binarySubjects();

/// The pieces of a stream in an order, with repeats and damage that the seed decides.
[[nodiscard]] std::string damagedStream(const std::string& stream, std::uint32_t seed,
                                        std::size_t bytes);

}  // namespace telemetryhub::engine
