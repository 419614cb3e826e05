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
#include "decode/vedirect_fields.h"

namespace telemetryhub::engine {

/// VE.Direct text of Victron's devices: a block of fields is one sample.
///
/// The channels are the labels, in volts, amperes and so on; a field that a block does not have,
/// or sends as `---`, is absent. Texts are lines `NAME: value` when they change; ON and OFF are
/// both. HEX frames between blocks and fields are lines of text.
///
/// Errors: a block or a HEX frame that does not add up is Checksum, a block without an end
///         Overlong; a block whose end was lost does not take the next one with it.
class VeDirectDecoder final : public FrameScanner {
public:
    static constexpr std::size_t kMaxBlockBytes = 4096;  // four times what the protocol allows

    explicit VeDirectDecoder(const DecodeSettings& settings) : FrameScanner(settings) {}

    [[nodiscard]] std::string description() const override;
    [[nodiscard]] std::unique_ptr<Decoder> clone() const override {
        return std::make_unique<VeDirectDecoder>(*this);
    }

private:
    /// A label that was seen.
    struct Label {
        std::string name;
        VeDirectField::Kind kind;
        double divisor;
        std::string unit;
        int decimals;
        std::optional<std::size_t> channel{};
        bool refused = false;  ///< there is no room for its channel
    };
    /// A HEX frame amid a block, from its colon to its line end.
    struct HexFrame {
        std::size_t begin;
        std::size_t end;
    };

    [[nodiscard]] Found find(std::string_view bytes) override;
    void take(std::string_view frame, DecoderOutput& output) override;
    [[nodiscard]] std::size_t longestPartialStart() const override { return kMaxBlockBytes; }

    void streamBegins(StreamStart start) override {
        m_joined = start == StreamStart::MidFrame;
        restartSearch();
    }

    [[nodiscard]] Found findHex(std::string_view bytes) const;
    [[nodiscard]] Found findBlock(std::string_view bytes);
    [[nodiscard]] std::optional<std::size_t> endOfBlock(std::string_view bytes);
    void restartSearch();
    [[nodiscard]] bool addsUp(std::string_view block) const;
    [[nodiscard]] std::size_t nextBlockIn(std::string_view block) const;

    [[nodiscard]] bool beginsAsKnown(std::string_view block) const;

    void takeHex(std::string_view frame, DecoderOutput& output);
    void takeBlock(std::string_view block, DecoderOutput& output);
    void takeField(std::string_view label, std::string_view value, DecoderOutput& output);
    void set(Label& label, double value);
    [[nodiscard]] Label* labelOf(std::string_view name);

    static constexpr std::size_t kBlockBegin = 2;  // behind CR LF

    std::size_t m_searched = kBlockBegin;  ///< bytes at the front of a block without its end
    std::vector<HexFrame> m_hexFrames;     ///< of the block that was found last
    std::string m_text;                    ///< a block without its HEX frames
    std::vector<Label> m_labels;
    std::size_t m_nextLabel = 0;                    ///< labels come in the same order every time
    std::vector<std::string> m_firstLabels{"PID"};  ///< what blocks begin with
    ChangedTexts m_texts;
    std::vector<double> m_row;
    bool m_anyValue = false;
    bool m_joined = false;  ///< no block was seen since joining anywhere
};

}  // namespace telemetryhub::engine
