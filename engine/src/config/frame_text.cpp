// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/config/frame_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "config/colon_form.h"
#include "config/config_errors.h"
#include "config/spec_text.h"

namespace telemetryhub::engine {

namespace {

constexpr std::string_view kSkipped = "_";
constexpr std::size_t kMaxFields = 1024;

constexpr SpecWord<NumberType> kNumberTypes[] = {
    {"u8", NumberType::U8},   {"i8", NumberType::I8},   {"u16", NumberType::U16},
    {"i16", NumberType::I16}, {"u32", NumberType::U32}, {"i32", NumberType::I32},
    {"u64", NumberType::U64}, {"i64", NumberType::I64}, {"f32", NumberType::F32},
    {"f64", NumberType::F64}, {"u24", NumberType::U24}, {"i24", NumberType::I24},
    {"f16", NumberType::F16}};
constexpr SpecWord<NumberType> kRegisterTypes[] = {
    {"u16", NumberType::U16}, {"i16", NumberType::I16}, {"u32", NumberType::U32},
    {"i32", NumberType::I32}, {"u64", NumberType::U64}, {"i64", NumberType::I64},
    {"f32", NumberType::F32}, {"f64", NumberType::F64}};
constexpr std::string_view kFieldTypes[] = {"u8",    "i8",    "u16le", "u16be", "i16le", "i16be",
                                            "u32le", "u32be", "i32le", "i32be", "u64le", "u64be",
                                            "i64le", "i64be", "f32le", "f32be", "f64le", "f64be",
                                            "u24le", "u24be", "i24le", "i24be", "f16le", "f16be"};

struct ChecksumWord {
    std::string_view word;
    ChecksumKind kind;
    ByteOrder order;
};
// Of two words for the same, the first one is written.
constexpr ChecksumWord kChecksums[] = {
    {"none", ChecksumKind::None, ByteOrder::Little},
    {"sum8", ChecksumKind::Sum8, ByteOrder::Little},
    {"sum8_negated", ChecksumKind::Sum8Negated, ByteOrder::Little},
    {"sum16le", ChecksumKind::Sum16, ByteOrder::Little},
    {"sum16be", ChecksumKind::Sum16, ByteOrder::Big},
    {"xor8", ChecksumKind::Xor8, ByteOrder::Little},
    {"crc8", ChecksumKind::Crc8, ByteOrder::Little},
    {"crc16_modbus_le", ChecksumKind::Crc16Modbus, ByteOrder::Little},
    {"crc16_modbus_be", ChecksumKind::Crc16Modbus, ByteOrder::Big},
    {"crc16_ccitt_le", ChecksumKind::Crc16CcittFalse, ByteOrder::Little},
    {"crc16_ccitt_be", ChecksumKind::Crc16CcittFalse, ByteOrder::Big},
    {"crc16_arc_le", ChecksumKind::Crc16Arc, ByteOrder::Little},
    {"crc16_arc_be", ChecksumKind::Crc16Arc, ByteOrder::Big},
    {"crc32le", ChecksumKind::Crc32, ByteOrder::Little},
    {"crc32be", ChecksumKind::Crc32, ByteOrder::Big},
    {"crc8_dvb_s2", ChecksumKind::Crc8DvbS2, ByteOrder::Little},
    {"sum32le", ChecksumKind::Sum32, ByteOrder::Little},
    {"sum32be", ChecksumKind::Sum32, ByteOrder::Big},
    {"crc16_xmodem_le", ChecksumKind::Crc16Xmodem, ByteOrder::Little},
    {"crc16_xmodem_be", ChecksumKind::Crc16Xmodem, ByteOrder::Big},
    {"crc16_x25_le", ChecksumKind::Crc16X25, ByteOrder::Little},
    {"crc16_x25_be", ChecksumKind::Crc16X25, ByteOrder::Big},
    {"crc16_mcrf4xx_le", ChecksumKind::Crc16Mcrf4xx, ByteOrder::Little},
    {"crc16_mcrf4xx_be", ChecksumKind::Crc16Mcrf4xx, ByteOrder::Big},
    {"crc24q_le", ChecksumKind::Crc24Q, ByteOrder::Little},
    {"crc24q_be", ChecksumKind::Crc24Q, ByteOrder::Big},
    {"crc32c_le", ChecksumKind::Crc32C, ByteOrder::Little},
    {"crc32c_be", ChecksumKind::Crc32C, ByteOrder::Big},
    {"adler32le", ChecksumKind::Adler32, ByteOrder::Little},
    {"adler32be", ChecksumKind::Adler32, ByteOrder::Big},
    {"fletcher8_le", ChecksumKind::Fletcher8, ByteOrder::Little},
    {"fletcher8_be", ChecksumKind::Fletcher8, ByteOrder::Big},
    {"sum16", ChecksumKind::Sum16, ByteOrder::Little},
    {"crc16_modbus", ChecksumKind::Crc16Modbus, ByteOrder::Little},
    {"crc16_ccitt", ChecksumKind::Crc16CcittFalse, ByteOrder::Little},
    {"crc16_arc", ChecksumKind::Crc16Arc, ByteOrder::Little},
    {"crc32", ChecksumKind::Crc32, ByteOrder::Little}};
constexpr std::size_t kWrittenChecksums = 32;

constexpr SpecWord<FrameLength::Counts> kCountings[] = {
    {"payload", FrameLength::Counts::Payload},
    {"payload_and_checksum", FrameLength::Counts::PayloadAndChecksum},
    {"frame", FrameLength::Counts::Frame}};
constexpr SpecWord<ModbusField::WordOrder> kWordOrders[] = {{"ABCD", ModbusField::WordOrder::ABCD},
                                                            {"CDAB", ModbusField::WordOrder::CDAB},
                                                            {"BADC", ModbusField::WordOrder::BADC},
                                                            {"DCBA", ModbusField::WordOrder::DCBA}};

/// Takes a number such as `0.1` or `-40` from the start of `text`.
std::optional<double> takeNumber(std::string_view& text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    double number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec != std::errc{} || !std::isfinite(number)) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(parsed.ptr - text.data()));
    return number;
}

/// `u16be*0.1-40`
Result<void> readTypeAndScale(std::string_view text, FrameField& field) {
    const std::size_t end = std::min(text.find_first_of("*+-"), text.size());
    const auto type = parseFieldType(text.substr(0, end));
    if (!type) return type.error();
    field.type = type.value().type;
    field.order = type.value().order;
    text.remove_prefix(end);
    std::optional<double> factor = 1;
    std::optional<double> offset = 0;
    if (text.starts_with('*')) {
        text.remove_prefix(1);
        factor = takeNumber(text);
    }
    if (factor && !text.empty()) offset = takeNumber(text);
    if (!factor || *factor == 0 || !offset || !text.empty())
        return expectedForm("a type such as u16be, u16be*0.1 or u16be*0.1-40");
    field.factor = *factor;
    field.offset = *offset;
    return {};
}

Result<FrameField> parseFrameField(std::string_view text) {
    const ColonForm form(text);
    FrameField field;
    const auto name = form.text(0);
    if (form.size() < 2 || !name || name->empty())
        return expectedForm("fields such as pm25:u16be*0.1, or _:u8 for one to skip");
    if (form.raw(0) != kSkipped) field.name = *name;
    if (auto read = readTypeAndScale(form.raw(1), field); !read) return read.error();
    std::optional<std::string> unit;
    const auto read = form.readOptions(2, {unitOption(unit), decimalsOption(field.decimals)});
    if (!read) return read.error();
    field.unit = unit.value_or("");
    return field;
}

std::string frameFieldText(const FrameField& field) {
    std::string text = field.name.empty() ? std::string(kSkipped) : colonText(field.name, ",");
    if (field.name == kSkipped) text = "%5F";
    text += ':' + fieldTypeText(field.type, field.order);
    if (field.factor != 1) text += '*' + numberText(field.factor);
    if (field.offset != 0) text += (field.offset > 0 ? "+" : "") + numberText(field.offset);
    if (!field.unit.empty()) text += ":unit=" + colonText(field.unit, ",");
    return text + lookText(field.decimals, {}, {});
}

template <typename T, std::size_t Count>
Result<T> meaningOf(std::string_view text, const SpecWord<T> (&words)[Count]) {
    std::vector<std::string_view> names;
    for (const auto& [word, meaning] : words) {
        if (word == text) return meaning;
        names.push_back(word);
    }
    return expectedForm(listed(names) + didYouMean(text, names));
}

}  // namespace

Result<FieldType> parseFieldType(std::string_view text) {
    if (std::find(std::begin(kFieldTypes), std::end(kFieldTypes), text) == std::end(kFieldTypes))
        return expectedForm("a type such as u8, i16le, u32be or f32le" +
                            didYouMean(text, kFieldTypes));
    const bool isBig = text.ends_with("be");
    const std::string_view number = text.substr(0, text.find_first_of("lb"));
    return FieldType{meaningOf(number, kNumberTypes).value(),
                     isBig ? ByteOrder::Big : ByteOrder::Little};
}

std::string fieldTypeText(NumberType type, ByteOrder order) {
    std::string text(wordFor(type, kNumberTypes));
    if (sizeOf(type) > 1) text += order == ByteOrder::Big ? "be" : "le";
    return text;
}

Result<ChecksumForm> parseChecksum(std::string_view text) {
    std::vector<std::string_view> names;
    for (const ChecksumWord& known : kChecksums) {
        if (known.word == text) return ChecksumForm{known.kind, known.order};
        if (names.size() < kWrittenChecksums) names.push_back(known.word);
    }
    return expectedForm(listed(names) + didYouMean(text, names));
}

std::string_view checksumText(ChecksumKind kind, ByteOrder order) {
    for (const ChecksumWord& known : kChecksums)
        if (known.kind == kind && (known.order == order || sizeOf(kind) < 2)) return known.word;
    return "none";
}

Result<FrameLength::Counts> parseLengthCounts(std::string_view text) {
    return meaningOf(text, kCountings);
}

std::string_view lengthCountsText(FrameLength::Counts counts) {
    return wordFor(counts, kCountings);
}

Result<FrameLength> parseFrameLength(std::string_view text) {
    constexpr std::size_t kMostBytes = 65535;
    FrameLength length;
    if (const auto bytes = parsedNumber<std::size_t>(text); bytes && *bytes <= kMostBytes) {
        length.payloadBytes = *bytes;
        return length;
    }
    const ColonForm form(text);
    const auto type = parseFieldType(form.raw(0));
    const bool fits = type && form.size() <= 2 &&
                      (type.value().type == NumberType::U8 || type.value().type == NumberType::U16);
    if (!fits)
        return expectedForm("the bytes of the payload, or u8, u16le or u16be for a length field");
    length.kind =
        type.value().type == NumberType::U8 ? FrameLength::Kind::U8 : FrameLength::Kind::U16;
    length.order = type.value().order;
    if (form.size() < 2) return length;
    const auto counts = parseLengthCounts(form.raw(1));
    if (!counts) return counts.error();
    length.counts = counts.value();
    return length;
}

std::string frameLengthText(const FrameLength& length) {
    if (length.kind == FrameLength::Kind::Fixed) return std::to_string(length.payloadBytes);
    const bool isByte = length.kind == FrameLength::Kind::U8;
    std::string text = fieldTypeText(isByte ? NumberType::U8 : NumberType::U16, length.order);
    if (length.counts != FrameLength::Counts::Payload)
        text += ':' + std::string(lengthCountsText(length.counts));
    return text;
}

Result<std::vector<FrameField>> parseFrameFields(std::string_view text) {
    std::vector<FrameField> fields;
    for (const std::string_view part : split(text, ',')) {
        auto field = parseFrameField(part);
        if (!field) return field.error();
        if (field.value().name.empty())
            fields.insert(fields.end(), sizeOf(field.value().type), FrameField());
        else
            fields.push_back(std::move(field).value());
        if (fields.size() > kMaxFields) return expectedForm("at most 1024 fields");
    }
    return fields;
}

std::string frameFieldsText(const std::vector<FrameField>& fields) {
    std::string text;
    for (const FrameField& field : fields)
        text += (text.empty() ? "" : ",") + frameFieldText(field);
    return text;
}

Result<NumberType> parseRegisterType(std::string_view text) {
    return meaningOf(text, kRegisterTypes);
}

std::string_view registerTypeText(NumberType type) {
    return wordFor(type, kRegisterTypes);
}

Result<ModbusField::WordOrder> parseWordOrder(std::string_view text) {
    return meaningOf(text, kWordOrders);
}

std::string_view wordOrderText(ModbusField::WordOrder order) {
    return wordFor(order, kWordOrders);
}

Result<ModbusField> parseRegister(std::string_view text) {
    const ColonForm form(text);
    const auto name = form.text(0);
    const auto unit = parsedNumber<int>(form.raw(1));
    const auto function = parsedNumber<int>(form.raw(2));
    const auto address = parsedNumber<int>(form.raw(3));
    if (!name || name->empty() || !unit || !function || !address)
        return expectedForm("NAME:DEVICE:FUNCTION:ADDRESS:TYPE, such as voltage:1:4:0:u16");
    ModbusField field;
    field.name = *name;
    field.unit = *unit;
    field.function = *function;
    field.address = *address;
    const auto type = parseRegisterType(form.raw(4));
    if (!type) return type.error();
    field.type = type.value();
    std::optional<std::string> unitText;
    const FormOption order{"order", "ABCD, CDAB, BADC or DCBA", [&field](const std::string& word) {
                               const auto parsed = parseWordOrder(word);
                               if (parsed) field.order = parsed.value();
                               return parsed.hasValue();
                           }};
    const auto read = form.readOptions(
        5, {order, numberOption("factor", field.factor), numberOption("offset", field.offset),
            unitOption(unitText), decimalsOption(field.decimals)});
    if (!read) return read.error();
    field.unitText = unitText.value_or("");
    return field;
}

std::string registerText(const ModbusField& field) {
    std::string text = colonText(field.name) + ':' + std::to_string(field.unit) + ':' +
                       std::to_string(field.function) + ':' + std::to_string(field.address) + ':' +
                       std::string(registerTypeText(field.type));
    if (field.order != ModbusField::WordOrder::ABCD)
        text += optionText("order", wordOrderText(field.order));
    if (field.factor != 1) text += optionText("factor", numberText(field.factor));
    if (field.offset != 0) text += optionText("offset", numberText(field.offset));
    if (!field.unitText.empty()) text += optionText("unit", field.unitText);
    return text + lookText(field.decimals, {}, {});
}

std::string hexText(std::string_view bytes, std::string_view separator) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (!text.empty()) text += separator;
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 0xFU];
    }
    return text;
}

}  // namespace telemetryhub::engine
