// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/decode_settings.h"

#include <string>
#include <utility>

#include "telemetryhub/engine/core/channel_set.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxRegisters = ChannelSet::kMaxChannels;
constexpr int kMaxModbusUnit = 247;
constexpr int kMaxModbusAddress = 65535;

Error wrongDecode(std::string detail) {
    return {ErrorCode::InvalidArgument, std::move(detail)};
}

bool isInnerFormat(Format format) {
    return format == Format::Auto || format == Format::Csv || format == Format::Json ||
           format == Format::Frame;
}

bool fitsRegisters(NumberType type) {
    return type != NumberType::U8 && type != NumberType::I8;
}

Result<void> checkRegister(const ModbusField& field) {
    const std::string subject = "register " + field.name + ": ";
    if (field.name.empty()) return wrongDecode("register: expected a name");
    if (field.unit < 1 || field.unit > kMaxModbusUnit)
        return wrongDecode(subject + "expected a device address from 1 to 247");
    if (field.function < 1 || field.function > 4)
        return wrongDecode(subject + "expected a function from 1 to 4");
    if (!fitsRegisters(field.type))
        return wrongDecode(subject + "expected a type of 16 bits or more");
    const auto count = static_cast<int>(sizeOf(field.type) / 2);
    if (field.address < 0 || field.address + count - 1 > kMaxModbusAddress)
        return wrongDecode(subject + "expected an address from 0 to 65535");
    if (field.factor == 0) return wrongDecode(subject + "expected a factor other than 0");
    return {};
}

Result<void> checkRegisters(const std::vector<ModbusField>& registers) {
    if (registers.size() > kMaxRegisters)
        return wrongDecode("registers: expected at most " + std::to_string(kMaxRegisters) + "");
    for (std::size_t i = 0; i < registers.size(); ++i) {
        if (auto checked = checkRegister(registers[i]); !checked) return checked;
        for (std::size_t j = 0; j < i; ++j)
            if (registers[j].name == registers[i].name)
                return wrongDecode("register " + registers[i].name + ": expected each name once");
    }
    return {};
}

}  // namespace

Result<void> checkDecode(const DecodeSettings& settings) {
    if (!isInnerFormat(settings.inner))
        return wrongDecode("inner: expected csv, json, frame or auto");
    const bool isFramed = settings.format == Format::Slip || settings.format == Format::Cobs;
    const bool hasFrame = settings.frame != FrameLayout();
    if (settings.inner != Format::Auto && !isFramed)
        return wrongDecode("inner: expected decode slip or cobs beside it");
    const bool needsFrame =
        settings.format == Format::Frame || (isFramed && settings.inner == Format::Frame);
    if (hasFrame && !needsFrame)
        return wrongDecode(
            "frame: expected decode frame, or slip or cobs with inner frame, beside a layout");
    if (needsFrame && settings.frame.fields.empty())
        return wrongDecode("frame: expected the fields of a frame, such as pm25:u16be");
    if (needsFrame)
        if (auto checked = checkFrame(settings.frame); !checked) return checked;
    if (!settings.registers.empty() && settings.format != Format::Modbus)
        return wrongDecode("registers: expected decode modbus beside them");
    if (!settings.timeChannel.empty() && settings.time != SampleTime::Device)
        return wrongDecode("time_channel: expected time=device beside it");
    return checkRegisters(settings.registers);
}

}  // namespace telemetryhub::engine
