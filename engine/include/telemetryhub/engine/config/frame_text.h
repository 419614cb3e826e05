// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/decode_settings.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/frame_layout.h"

/// \file
/// The parts of binary layouts as a person writes them, in specifications and profiles.
///
/// Errors: InvalidArgument; the detail is what was expected, with the nearest word for a typo.
namespace telemetryhub::engine {

/// `u8`, `i16le`, `f32be`, ...: a number and the order of its bytes.
struct FieldType {
    NumberType type = NumberType::U8;
    ByteOrder order = ByteOrder::Little;
};
[[nodiscard]] Result<FieldType> parseFieldType(std::string_view text);
[[nodiscard]] std::string fieldTypeText(NumberType type, ByteOrder order);

/// `none`, `sum8`, `sum16be`, `crc16_modbus_le`, ...; `sum16` and the like are little endian.
struct ChecksumForm {
    ChecksumKind kind = ChecksumKind::None;
    ByteOrder order = ByteOrder::Little;
};
[[nodiscard]] Result<ChecksumForm> parseChecksum(std::string_view text);
[[nodiscard]] std::string_view checksumText(ChecksumKind kind, ByteOrder order);

/// What a length field counts: `payload`, `payload_and_checksum`, `frame`.
[[nodiscard]] Result<FrameLength::Counts> parseLengthCounts(std::string_view text);
[[nodiscard]] std::string_view lengthCountsText(FrameLength::Counts counts);

/// `28` bytes of payload, or a length field: `u8`, `u16be:frame`.
[[nodiscard]] Result<FrameLength> parseFrameLength(std::string_view text);
[[nodiscard]] std::string frameLengthText(const FrameLength& length);

/// `pm1:u16be,_:u8,pm25:u16be*0.1-40:unit=%C2%B5g:decimals=1`: fields in their order, `_` is
/// skipped. Texts are `%XX` encoded.
[[nodiscard]] Result<std::vector<FrameField>> parseFrameFields(std::string_view text);
[[nodiscard]] std::string frameFieldsText(const std::vector<FrameField>& fields);

/// `u16`, `i32`, `f32`, ...: what registers hold.
[[nodiscard]] Result<NumberType> parseRegisterType(std::string_view text);
[[nodiscard]] std::string_view registerTypeText(NumberType type);

/// `ABCD`, `CDAB`, `BADC`, `DCBA`.
[[nodiscard]] Result<ModbusField::WordOrder> parseWordOrder(std::string_view text);
[[nodiscard]] std::string_view wordOrderText(ModbusField::WordOrder order);

/// `NAME:DEVICE:FUNCTION:ADDRESS:TYPE[:order=CDAB][:factor=N][:offset=N][:unit=TEXT][:decimals=N]`.
[[nodiscard]] Result<ModbusField> parseRegister(std::string_view text);
[[nodiscard]] std::string registerText(const ModbusField& field);

/// `42 4D`; with `separator` "" as `424D`.
[[nodiscard]] std::string hexText(std::string_view bytes, std::string_view separator = " ");

}  // namespace telemetryhub::engine
