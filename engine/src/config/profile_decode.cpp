// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>

#include "config/profile_parts.h"
#include "config/spec_text.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/frame_text.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxFrameFields = 1024;
constexpr std::size_t kMaxUnitBytes = 32;
constexpr int kMostPayloadBytes = 65535;

void readFactor(JsonObject& object, double& factor) {
    double number = factor;
    if (!object.number("factor", number)) return;
    if (number == 0)
        object.fail("factor", "expected a number other than 0");
    else
        factor = number;
}

/// `{"name": "pm25", "type": "u16be", "unit": "µg/m³"}` or `{"skip": 2}`
void readField(JsonObject& object, std::vector<FrameField>& fields) {
    int skipped = 0;
    if (object.take("skip")) {
        object.whole("skip", 1, static_cast<int>(kMaxFrameFields), skipped);
        fields.insert(fields.end(), static_cast<std::size_t>(skipped), FrameField());
        return object.finish();
    }
    FrameField field;
    object.text("name", field.name);
    FieldType type;
    object.word("type", parseFieldType, type);
    if (!object.has("name")) object.fail("name", "expected a name, or skip with a number of bytes");
    if (!object.has("type")) object.fail("type", "expected a type such as \"u16be\"");
    field.type = type.type;
    field.order = type.order;
    object.emptyOrText("unit", field.unit, kMaxUnitBytes);
    readFactor(object, field.factor);
    object.number("offset", field.offset);
    object.decimals(field.decimals);
    object.finish();
    fields.push_back(std::move(field));
}

/// A number of bytes, a type, or `{"type": "u16be", "counts": "frame"}`.
void readLength(JsonObject& frame, FrameLength& length) {
    const JsonValue* const value = frame.take("length");
    if (!value) return;
    if (value->kind == JsonValue::Kind::Number) {
        int bytes = 0;
        if (frame.whole("length", 1, kMostPayloadBytes, bytes))
            length.payloadBytes = static_cast<std::size_t>(bytes);
    } else if (value->kind == JsonValue::Kind::Text) {
        frame.word("length", parseFrameLength, length);
    } else {
        JsonObject object(*value, frame.pathOf("length"), frame.mistakes());
        if (!object.has("type")) object.fail("type", "expected u8, u16le or u16be");
        object.word("type", parseFrameLength, length);
        object.word("counts", parseLengthCounts, length.counts);
        object.finish();
    }
}

/// A kind, or `{"type": "sum16be", "from": 2}`.
void readChecksum(JsonObject& frame, FrameLayout& layout) {
    const JsonValue* const value = frame.take("checksum");
    if (!value) return;
    ChecksumForm form;
    if (value->kind == JsonValue::Kind::Text) {
        frame.word("checksum", parseChecksum, form);
    } else {
        JsonObject object(*value, frame.pathOf("checksum"), frame.mistakes());
        if (!object.has("type")) object.fail("type", "expected a kind such as \"sum16be\"");
        object.word("type", parseChecksum, form);
        int from = 0;
        if (object.whole("from", 0, kMostPayloadBytes, from))
            layout.checksumFrom = static_cast<std::size_t>(from);
        object.finish();
    }
    layout.checksum = form.kind;
    layout.checksumOrder = form.order;
}

void readFrame(const JsonValue& value, JsonObject& root, FrameLayout& layout) {
    JsonObject frame(value, root.pathOf("frame"), root.mistakes());
    frame.hex("sync", layout.sync);
    readLength(frame, layout.length);
    if (const auto* const fields = frame.list("fields", kMaxFrameFields)) {
        for (std::size_t i = 0; i < fields->size(); ++i) {
            JsonObject field((*fields)[i], frame.pathOf("fields") + '[' + std::to_string(i) + ']',
                             frame.mistakes());
            readField(field, layout.fields);
        }
    }
    frame.onOff("repeats", layout.repeats);
    readChecksum(frame, layout);
    frame.hex("tail", layout.tail);
    int skip = 0;
    if (frame.whole("skip_at_start", 0, kMostPayloadBytes, skip))
        layout.skipAtStart = static_cast<std::size_t>(skip);
    frame.finish();
}

void readRegister(JsonObject& object, std::vector<ModbusField>& registers) {
    ModbusField field;
    if (!object.has("name")) object.fail("name", "expected a name");
    if (!object.has("address")) object.fail("address", "expected the first register, from 0");
    object.text("name", field.name);
    object.whole("device", 1, 247, field.unit);
    object.whole("function", 1, 4, field.function);
    object.whole("address", 0, 65535, field.address);
    object.word("type", parseRegisterType, field.type);
    object.word("order", parseWordOrder, field.order);
    object.emptyOrText("unit", field.unitText, kMaxUnitBytes);
    readFactor(object, field.factor);
    object.number("offset", field.offset);
    object.decimals(field.decimals);
    object.finish();
    registers.push_back(std::move(field));
}

void readRegisters(JsonObject& root, std::vector<ModbusField>& registers) {
    const auto* const list = root.list("registers", ChannelSet::kMaxChannels);
    if (!list) return;
    for (std::size_t i = 0; i < list->size(); ++i) {
        JsonObject object((*list)[i], "registers[" + std::to_string(i) + ']', root.mistakes());
        readRegister(object, registers);
    }
}

/// The format of a profile; the error of a specification names its key, which is another one.
Result<Format> formatNamed(std::string_view text) {
    auto format = parseFormat(text);
    if (format) return format;
    const std::string& detail = format.error().detail;
    return Error{format.error().code,
                 detail.substr(std::min(detail.find(": ") + 2, detail.size()))};
}

/// The key of a profile that the detail of checkDecode begins with.
std::string_view partOf(std::string_view detail) {
    if (detail.starts_with("frame")) return "frame";
    if (detail.starts_with("register")) return "registers";
    if (detail.starts_with("inner")) return "inner";
    return "time_channel";
}

}  // namespace

void readDecodePart(JsonObject& root, DecodeSettings& decode) {
    root.word("format", formatNamed, decode.format);
    root.word("inner", formatNamed, decode.inner);
    if (const JsonValue* const frame = root.take("frame")) readFrame(*frame, root, decode.frame);
    readRegisters(root, decode.registers);
    root.word("time", parseSampleTime, decode.time);
    root.text("time_channel", decode.timeChannel);
    const auto checked = checkDecode(decode);
    if (checked) return;
    std::string detail = checked.error().detail;
    const std::string_view part = partOf(detail);
    if (detail.starts_with(part)) detail.erase(0, std::min(detail.find(": ") + 2, detail.size()));
    root.fail(part, detail);
}

}  // namespace telemetryhub::engine
