// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/modbus_decoder.h"

#include <algorithm>
#include <array>

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxModbusFrame = 256;
constexpr std::size_t kMaxPlans = 256;
constexpr int kReadCoils = 1;
constexpr int kReadDiscreteInputs = 2;
constexpr int kReadHoldingRegisters = 3;
constexpr int kWriteCoil = 5;

bool areBits(int readFunction) {
    return readFunction == kReadCoils || readFunction == kReadDiscreteInputs;
}

/// The function that reads what a function reads or writes.
int readFunctionOf(int function) {
    if (function < kWriteCoil) return function;
    constexpr int kWriteCoils = 15;
    return function == kWriteCoil || function == kWriteCoils ? kReadCoils : kReadHoldingRegisters;
}

std::size_t dataBytesFor(int readFunction, int count) {
    const auto values = static_cast<std::size_t>(count);
    return areBits(readFunction) ? (values + 7) / 8 : 2 * values;
}

std::string_view registerPrefix(int readFunction) {
    constexpr std::array<std::string_view, 5> kPrefixes = {"", "c", "di", "hr", "ir"};
    return kPrefixes[static_cast<std::size_t>(readFunction)];
}

int registersOf(NumberType type) {
    return std::max(1, static_cast<int>(sizeOf(type) / 2));
}

/// \pre the registers of a number of that type can be read
double registerValue(const char* at, NumberType type, ModbusField::WordOrder order) {
    using Order = ModbusField::WordOrder;
    const auto bytes = std::size_t{2} * static_cast<std::size_t>(registersOf(type));
    const bool wordsTurned = order == Order::CDAB || order == Order::DCBA;
    const bool bytesTurned = order == Order::BADC || order == Order::DCBA;
    std::array<char, 8> number{};
    for (std::size_t i = 0; i < bytes; ++i) {
        const std::size_t word = wordsTurned ? bytes / 2 - 1 - i / 2 : i / 2;
        number[i] = at[2 * word + (bytesTurned ? 1 - i % 2 : i % 2)];
    }
    // A number of one byte is the lower half of its register.
    return rawNumber(number.data() + bytes - sizeOf(type), type, ByteOrder::Big);
}

double bitValue(std::string_view data, std::size_t at) {
    return (static_cast<unsigned char>(data[at / 8]) >> (at % 8)) & 1U;
}

}  // namespace

std::string ModbusDecoder::description() const {
    if (channels().size() == 0) return "Modbus RTU, no answer so far";
    return "Modbus RTU, " + std::to_string(channels().size()) + " channels";
}

std::size_t ModbusDecoder::longestPartialStart() const {
    return kMaxModbusFrame;
}

ModbusDecoder::Found ModbusDecoder::find(std::string_view bytes) {
    const ModbusFind found = findModbusFrame(bytes, expectedAnswerBytes());
    switch (found.state) {
        case ModbusFind::State::Incomplete: return {};
        case ModbusFind::State::NoFrame: return Found::noise(1);
        case ModbusFind::State::WrongChecksum:
            return Found::damageInside(DiscardReason::Checksum, found.bytes);
        case ModbusFind::State::Whole: break;
    }
    m_found = found.frame;
    return Found::frame(found.bytes);
}

std::optional<std::size_t> ModbusDecoder::expectedAnswerBytes() const {
    constexpr std::size_t kAroundData = 5;
    if (!m_request || m_request->function >= kWriteCoil) return std::nullopt;
    return kAroundData + dataBytesFor(m_request->function, m_request->count);
}

void ModbusDecoder::take(std::string_view /*frame*/, DecoderOutput& output) {
    switch (m_found.role) {
        case ModbusFrame::Role::Request: return takeRequest(m_found, output);
        case ModbusFrame::Role::Answer: return takeAnswer(m_found, output);
        case ModbusFrame::Role::Exception: return takeException(m_found, output);
        case ModbusFrame::Role::WithoutValues: return m_request.reset();
        case ModbusFrame::Role::Either: break;
    }
    if (answersRequest(m_found) && !repeatsRequest(output))
        takeAnswer(m_found, output);
    else
        takeRequest(m_found, output);
}

void ModbusDecoder::takeRequest(const ModbusFrame& frame, DecoderOutput& output) {
    const bool answered = frame.unit != 0;
    if (!answered) {
        m_request.reset();
        if (!frame.data.empty())
            emitValues({0, readFunctionOf(frame.function), frame.address, frame.count}, frame.data,
                       output);
        return;
    }
    m_request = Request{frame.unit, frame.function, frame.address, frame.count,
                        output.samples().readTime().steadyNs};
    m_written.assign(frame.data);
}

/// A write and its answer are the same bytes: long after the first it is the master that asks
/// again.
bool ModbusDecoder::repeatsRequest(DecoderOutput& output) const {
    constexpr std::int64_t kLongestAnswerNs = 500'000'000;
    return output.samples().readTime().steadyNs - m_request->steadyNs > kLongestAnswerNs;
}

bool ModbusDecoder::answersRequest(const ModbusFrame& frame) const {
    if (!m_request || m_request->unit != frame.unit || m_request->function != frame.function)
        return false;
    if (frame.function < kWriteCoil)
        return frame.data.size() == dataBytesFor(frame.function, m_request->count);
    return m_request->address == frame.address && m_request->count == frame.count &&
           (frame.data.empty() || frame.data == m_written);
}

void ModbusDecoder::takeAnswer(const ModbusFrame& frame, DecoderOutput& output) {
    if (!answersRequest(frame)) return takeOrphan(frame, output);
    const Range range{frame.unit, readFunctionOf(frame.function), m_request->address,
                      m_request->count};
    if (frame.function < kWriteCoil)
        emitValues(range, frame.data, output);
    else
        emitValues(range, m_written, output);
    m_request.reset();
}

void ModbusDecoder::takeException(const ModbusFrame& frame, DecoderOutput& output) {
    m_text.assign("unit ").append(std::to_string(frame.unit));
    m_text.append(": exception ").append(std::to_string(frame.exceptionCode));
    const std::string_view name = modbusExceptionName(frame.exceptionCode);
    if (!name.empty()) m_text.append(", ").append(name);
    m_text.append(", to: ").append(modbusFunctionName(frame.function));
    const bool asked =
        m_request && m_request->unit == frame.unit && m_request->function == frame.function;
    if (asked)
        m_text.append(" at ")
            .append(std::to_string(m_request->address))
            .append(", count ")
            .append(std::to_string(m_request->count));
    m_request.reset();
    addText(m_text, output);
}

void ModbusDecoder::takeOrphan(const ModbusFrame& frame, DecoderOutput& output) {
    constexpr int kUnits = 256;
    m_request.reset();
    const int key = frame.function * kUnits + frame.unit;
    if (std::find(m_orphans.begin(), m_orphans.end(), key) != m_orphans.end()) return;
    m_orphans.push_back(key);
    m_text.assign("unit ").append(std::to_string(frame.unit));
    m_text.append(": answer without a request to: ").append(modbusFunctionName(frame.function));
    addText(m_text, output);
}

void ModbusDecoder::emitValues(const Range& range, std::string_view data, DecoderOutput& output) {
    if (data.size() < dataBytesFor(range.function, range.count)) return;
    const Plan& plan = planFor(range, output);
    if (plan.cells.empty()) return;
    m_row.assign(channels().size(), kAbsent);
    const bool bits = areBits(range.function);
    for (const Cell& cell : plan.cells) {
        const double number = bits
                                  ? bitValue(data, cell.at)
                                  : registerValue(data.data() + 2 * cell.at, cell.type, cell.order);
        m_row[cell.channel] = cell.scale.of(number);
    }
    addSample(m_row, ChannelSetKind::Open, output);
}

/// A master asks for the same ranges again and again.
const ModbusDecoder::Plan& ModbusDecoder::planFor(const Range& range, DecoderOutput& output) {
    for (std::size_t i = 1; i <= m_plans.size(); ++i) {
        const std::size_t at = (m_lastPlan + i) % m_plans.size();
        if (m_plans[at].range != range) continue;
        m_lastPlan = at;
        return m_plans[at];
    }
    if (m_plans.size() == kMaxPlans) m_plans.clear();
    m_lastPlan = m_plans.size();
    Plan& plan = m_plans.emplace_back(Plan{range, {}});
    const bool fits = m_fields.empty() ? planSeen(plan) : planListed(plan);
    if (!fits) tellFull(range, output);
    return plan;
}

void ModbusDecoder::tellFull(const Range& range, DecoderOutput& output) {
    if (m_fullTold) return;
    m_fullTold = true;
    m_text.assign("unit ").append(std::to_string(range.unit));
    m_text.append(": registers from ").append(std::to_string(range.address));
    m_text.append(" on are left out, because there are ");
    m_text.append(std::to_string(ChannelSet::kMaxChannels));
    m_text.append(" channels: list the registers to show in a profile");
    addText(m_text, output);
}

bool ModbusDecoder::planSeen(Plan& plan) {
    const Range& range = plan.range;
    const std::string prefix =
        std::to_string(range.unit) + "." + std::string(registerPrefix(range.function));
    for (int i = 0; i < range.count; ++i) {
        const auto channel = channels().ensure({prefix + std::to_string(range.address + i), {}, 0});
        if (!channel) return false;
        plan.cells.push_back({static_cast<std::size_t>(i), NumberType::U16,
                              ModbusField::WordOrder::ABCD, NumberScale(1, 0), *channel});
    }
    return true;
}

bool ModbusDecoder::planListed(Plan& plan) {
    const Range& range = plan.range;
    bool fits = true;
    for (const ModbusField& field : m_fields) {
        const int registers = areBits(range.function) ? 1 : registersOf(field.type);
        const int last = field.address + registers;
        // What is written to all units is meant for each of them.
        const bool addressed = field.unit == range.unit || range.unit == 0;
        if (!addressed || field.function != range.function || field.address < range.address ||
            last > range.address + range.count)
            continue;
        const auto channel = channels().ensure({field.name, field.unitText, field.decimals});
        fits = fits && channel;
        if (!channel) continue;
        plan.cells.push_back({static_cast<std::size_t>(field.address - range.address), field.type,
                              field.order, NumberScale(field.factor, field.offset), *channel});
    }
    return fits;
}

}  // namespace telemetryhub::engine
