// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decode/changed_texts.h"
#include "decode/frame_scanner.h"
#include "decode/obis.h"

namespace telemetryhub::engine {

/// Telegrams of a smart meter's P1 port, DSMR 2 to 5: one is one sample.
///
/// Numbers with a unit are channels under the names of `obisName`; the last group of a line is its
/// value. Texts are lines `NAME: value` when they change. The device's time is that of 0-0:1.0.0.
///
/// Errors: a telegram whose CRC does not match, or is missing from version 4 on, is Checksum; one
///         in which another begins is Length; one without a CRC that holds other lines is Syntax.
class DsmrDecoder final : public FrameScanner {
public:
    explicit DsmrDecoder(const DecodeSettings& settings) : FrameScanner(settings) {}

    [[nodiscard]] std::string description() const override;
    [[nodiscard]] std::unique_ptr<Decoder> clone() const override {
        return std::make_unique<DsmrDecoder>(*this);
    }

private:
    /// A code that was seen with a number.
    struct Quantity {
        std::string name;  ///< the code
        std::optional<std::size_t> channel;
    };

    [[nodiscard]] Found find(std::string_view bytes) override;
    void take(std::string_view frame, DecoderOutput& output) override;
    void streamBegins(StreamStart /*start*/) override { m_searched = 0; }

    [[nodiscard]] Found findTelegram(std::string_view bytes);
    [[nodiscard]] std::optional<std::size_t> endOfFooter(std::string_view bytes) const;
    [[nodiscard]] Found judge(std::string_view telegram) const;
    void takeLine(const ObisLine& line, DecoderOutput& output);
    void takeContinuation(const ObisLine& line);
    void takeText(const ObisLine& line, DecoderOutput& output);
    void set(std::string_view code, const ObisValue& value);
    [[nodiscard]] AttachedMeter meterOf(std::string_view code) const;

    std::size_t m_searched = 0;  ///< bytes at the front that hold no end
    std::size_t m_footer = 0;    ///< where the end of the telegram stands that was just found
    std::vector<Quantity> m_quantities;
    std::size_t m_nextQuantity = 0;
    ChangedTexts m_texts;
    std::array<AttachedMeter, 10> m_meters{};  ///< by their number
    std::string m_continuedCode;               ///< of the line whose value stands on the next one
    std::string m_continuedUnit;
    std::vector<double> m_row;
    bool m_anyValue = false;
};

}  // namespace telemetryhub::engine
