// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "decode/channel_table.h"
#include "decode/raw_number.h"
#include "telemetryhub/engine/core/frame_layout.h"
#include "telemetryhub/engine/core/ledger.h"

namespace telemetryhub::engine {

/// A frame layout made ready: tells whether bytes are such a frame, and reads its numbers.
///
/// Source: FrameLayout; it expresses the simple binary and the custom frames of SerialPlot too.
class FrameReader {
public:
    enum class State : std::uint8_t { Incomplete, Whole, Wrong };
    struct Verdict {
        State state = State::Incomplete;
        DiscardReason reason = DiscardReason::Syntax;  ///< of Wrong
        std::size_t bytes = 0;                         ///< of the frame, as far as it is known
        std::string_view payload;                      ///< of Whole
    };

    explicit FrameReader(const FrameLayout& layout);

    /// Where the sync begins, or may begin at the end of `bytes`; their size when it does not.
    [[nodiscard]] std::size_t findSync(std::string_view bytes) const;
    /// \pre `bytes` begin with the sync as far as they reach
    [[nodiscard]] Verdict check(std::string_view bytes) const;
    /// All of `bytes` are one frame: a payload as long as the fields is as long as there is room.
    [[nodiscard]] Verdict checkWhole(std::string_view bytes) const;

    /// Makes the channels of the fields, once.
    void bindTo(ChannelTable& channels);
    /// How many samples a payload holds.
    [[nodiscard]] std::size_t samplesIn(std::string_view payload) const {
        return m_layout.repeats ? payload.size() / m_once : 1;
    }
    /// Sets the values of one sample in a row as wide as the channels were when they were bound.
    void read(std::string_view payload, std::size_t sample, std::span<double> row) const;

    [[nodiscard]] const FrameLayout& layout() const { return m_layout; }
    /// Of the longest frame; nothing when a length field of 16 bits decides.
    [[nodiscard]] std::optional<std::size_t> longestFrame() const;
    /// Whether the bytes of a frame tell that they are one.
    [[nodiscard]] bool vouches() const { return m_layout.checksum != ChecksumKind::None; }

private:
    struct Field {
        NumberType type;
        ByteOrder order;
        std::size_t offset;  ///< in the payload
        NumberScale scale;
        std::size_t column = 0;
    };

    [[nodiscard]] Verdict checkSized(std::string_view frame, std::size_t payloadBytes) const;
    [[nodiscard]] std::optional<std::size_t> payloadBytes(std::string_view header) const;
    void findRuns();
    [[nodiscard]] bool fits(std::size_t payloadBytes) const;

    FrameLayout m_layout;
    std::size_t m_once;      ///< bytes of the fields
    std::size_t m_header;    ///< bytes of sync and length field
    std::size_t m_checksum;  ///< bytes of it
    std::size_t m_trailer;   ///< bytes of checksum and tail
    std::vector<Field> m_fields;
    std::vector<std::size_t> m_runEnds;  ///< of fields of one type and order that follow each other
    std::vector<std::size_t> m_layoutIndex;  ///< of each of them
};

}  // namespace telemetryhub::engine
