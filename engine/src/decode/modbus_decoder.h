// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decode/frame_scanner.h"
#include "decode/modbus_frame.h"
#include "decode/raw_number.h"
#include "telemetryhub/engine/core/decode_settings.h"

namespace telemetryhub::engine {

/// Listens to a Modbus RTU line: what a master reads and writes becomes samples.
///
/// An answer takes its addresses from the request before it and is one sample; so is a write that
/// was confirmed or went to all units. Without a list of registers each one that is seen is a
/// channel: `1.hr100` is holding register 100 of unit 1; `ir` are input registers, `c` coils and
/// `di` discrete inputs. Exceptions are lines of text, and so is, once, an answer whose request was
/// not seen. Frames of functions without registers, such as diagnostics, are good and give nothing.
///
/// Errors: bytes of which no frame with a right CRC can be made are Checksum or Syntax.
class ModbusDecoder final : public FrameScanner {
public:
    explicit ModbusDecoder(const DecodeSettings& settings)
        : FrameScanner(settings), m_fields(settings.registers) {}

    [[nodiscard]] std::string description() const override;
    [[nodiscard]] std::unique_ptr<Decoder> clone() const override {
        return std::make_unique<ModbusDecoder>(*this);
    }

private:
    /// What was asked last.
    struct Request {
        int unit;
        int function;
        int address;
        int count;
        std::int64_t steadyNs;  ///< when its last bytes were read
    };
    /// Registers or bits that follow each other. `function` is the one that reads them.
    struct Range {
        int unit = 0;
        int function = 0;
        int address = 0;
        int count = 0;

        friend bool operator==(const Range&, const Range&) = default;
    };
    /// Where a value stands in a range, and where it goes.
    struct Cell {
        std::size_t at;  ///< register or bit
        NumberType type;
        ModbusField::WordOrder order;
        NumberScale scale;
        std::size_t channel;
    };
    struct Plan {
        Range range;
        std::vector<Cell> cells;
    };

    [[nodiscard]] Found find(std::string_view bytes) override;
    void take(std::string_view frame, DecoderOutput& output) override;
    [[nodiscard]] std::size_t longestPartialStart() const override;
    void streamBegins(StreamStart /*start*/) override { m_request.reset(); }

    [[nodiscard]] std::optional<std::size_t> expectedAnswerBytes() const;
    void takeRequest(const ModbusFrame& frame, DecoderOutput& output);
    void takeAnswer(const ModbusFrame& frame, DecoderOutput& output);
    void takeException(const ModbusFrame& frame, DecoderOutput& output);
    void takeOrphan(const ModbusFrame& frame, DecoderOutput& output);
    [[nodiscard]] bool repeatsRequest(DecoderOutput& output) const;
    [[nodiscard]] bool answersRequest(const ModbusFrame& frame) const;
    void emitValues(const Range& range, std::string_view data, DecoderOutput& output);

    [[nodiscard]] const Plan& planFor(const Range& range, DecoderOutput& output);
    /// False when there was no channel left for a register.
    [[nodiscard]] bool planSeen(Plan& plan);
    [[nodiscard]] bool planListed(Plan& plan);
    void tellFull(const Range& range, DecoderOutput& output);

    std::vector<ModbusField> m_fields;
    ModbusFrame m_found;
    std::optional<Request> m_request;
    std::string m_written;  ///< what the request is to write; keeps its memory
    std::vector<Plan> m_plans;
    std::size_t m_lastPlan = 0;
    std::vector<int> m_orphans;  ///< units and functions that were told
    std::string m_text;
    std::vector<double> m_row;
    bool m_fullTold = false;  ///< that registers have no channel
};

}  // namespace telemetryhub::engine
