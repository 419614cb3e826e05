// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/decode/byte_account.h"
#include "telemetryhub/engine/decode/decoder.h"

namespace telemetryhub::engine {

class FormatCandidates;
enum class LineUse;

/// What was decided about a stream, for a person.
struct AutoDecision {
    struct Candidate {
        Format format = Format::Auto;
        std::string reason;  ///< what speaks for or against it so far
    };

    std::optional<Format> chosen;
    std::string reason;                 ///< of the choice, or why there is none
    std::string confidence;             ///< of the choice: certain, likely or a guess
    std::optional<Format> nearest;      ///< without a choice: what most lines looked like
    std::vector<Candidate> candidates;  ///< every format, in the order of preference
};

/// Finds the format of a stream from its first lines and then decodes it.
///
/// Until then the lines that may turn out to be data are kept, at most 32 and 16 KiB of them; the
/// chosen decoder gets them with the times at which they were read, so that nothing is lost. What
/// can be no data goes out at once: as text when it can be read, else as Unrecognised.
///
/// A restart keeps the decision; when the format then finds no data in 32 lines, the next lines
/// decide anew.
class AutoDecoder final : public Decoder {
public:
    static constexpr std::size_t kMaxKeptBytes = std::size_t{16} * 1024;
    static constexpr std::size_t kMaxKeptLines = 32;
    /// Lines without any data after a restart until the decision is made anew; four times as many
    /// for formats whose frames are many lines.
    static constexpr std::size_t kLinesToDoubt = 32;

    /// `settings` are those of the format that is found; its own format is not used.
    explicit AutoDecoder(DecodeSettings settings = {});
    ~AutoDecoder() override;
    AutoDecoder(const AutoDecoder& other);
    AutoDecoder& operator=(const AutoDecoder&) = delete;

    void begin(StreamStart start) override;
    void decode(std::string_view bytes, DecoderOutput& output) override;
    void finish(StreamEnd end, DecoderOutput& output) override;
    [[nodiscard]] std::size_t pendingBytes() const override;
    [[nodiscard]] DecodeCounts counts() const override;
    [[nodiscard]] std::string description() const override;
    [[nodiscard]] std::unique_ptr<Decoder> clone() const override;
    [[nodiscard]] AutoDecision decision() const;

private:
    /// One line, or the beginning of one, among the kept bytes.
    struct KeptLine {
        std::size_t bytes = 0;
        RowClock::Moment moment;  ///< when its last byte came
        LineUse use{};
        bool open = true;  ///< its end was not seen
    };

    void decodeDoubting(std::string_view piece, DecoderOutput& output);
    void keep(std::string_view piece, DecoderOutput& output);
    void keepBlank(std::string_view piece);
    void skipLine(std::string_view piece, DecoderOutput& output);
    void judgeLastLine(DecoderOutput& output);
    void releaseUseless(DecoderOutput& output);
    void releaseFirst(DecoderOutput& output);
    void settle(DecoderOutput& output);
    void choose(Format format, DecoderOutput& output);

    [[nodiscard]] std::string_view textOf(std::size_t begin, const KeptLine& line) const;
    [[nodiscard]] bool lastLineIsOpen() const { return !m_lines.empty() && m_lines.back().open; }
    [[nodiscard]] bool firstMayBePartial() const {
        return m_atStart && m_start == StreamStart::MidFrame;
    }
    [[nodiscard]] std::string reasonOfIndecision() const;
    [[nodiscard]] StreamStart startOf(Format format) const;
    [[nodiscard]] std::size_t linesToDoubt() const;

    DecodeSettings m_settings;
    std::unique_ptr<FormatCandidates> m_candidates;
    std::unique_ptr<Decoder> m_chosen;
    std::unique_ptr<Decoder> m_doubted;  ///< kept, because the same format may be chosen again
    std::optional<Format> m_format;
    Format m_doubtedFormat = Format::Auto;
    std::string m_kept;
    std::vector<KeptLine> m_lines;
    ByteAccount m_account;  ///< of what no format's decoder has seen
    StreamStart m_start = StreamStart::Boundary;
    bool m_atStart = true;       ///< the kept bytes are the stream's first
    bool m_skipping = false;     ///< inside a line that is too long to keep
    bool m_afterReturn = false;  ///< the last byte was a CR, so that an LF belongs to it
    bool m_doubting = false;     ///< since a restart no data came
    bool m_lineInDoubtOpen = false;
    std::size_t m_linesInDoubt = 0;
};

}  // namespace telemetryhub::engine
