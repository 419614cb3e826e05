// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decode/channel_table.h"
#include "decode/dated_rows.h"
#include "telemetryhub/engine/decode/byte_account.h"
#include "telemetryhub/engine/decode/decoder.h"

namespace telemetryhub::engine {

/// What the formats share that are not lines: bytes wait until they are a frame or none, and
/// every byte is accounted for once.
///
/// A format tells what stands at the beginning of the bytes that wait, and takes the frames.
/// Damage is counted by frame: what is found inside a frame that was dropped, and noise around it,
/// belongs to it until a whole frame comes.
class FrameScanner : public Decoder {
public:
    FrameScanner& operator=(const FrameScanner&) = delete;

    void begin(StreamStart start) final;
    void decode(std::string_view bytes, DecoderOutput& output) final;
    void finish(StreamEnd end, DecoderOutput& output) final;
    [[nodiscard]] std::size_t pendingBytes() const final { return m_waiting.size(); }
    [[nodiscard]] DecodeCounts counts() const final { return m_account.counts(); }

protected:
    /// What stands at the beginning of some bytes.
    struct Found {
        enum class Kind : std::uint8_t {
            Incomplete,    ///< more bytes must tell
            Frame,         ///< `bytes` are one
            Noise,         ///< `bytes` begin no frame
            Damage,        ///< a wrong frame of `span` bytes, of which `bytes` are dropped
            PartialStart,  ///< `bytes` are what was joined in the middle
        };
        Kind kind = Kind::Incomplete;
        DiscardReason reason = DiscardReason::Syntax;
        std::size_t bytes = 0;
        std::size_t span = 0;

        static Found frame(std::size_t bytes) {
            return {Kind::Frame, DiscardReason::Syntax, bytes, bytes};
        }
        static Found noise(std::size_t bytes) {
            return {Kind::Noise, DiscardReason::Syntax, bytes, bytes};
        }
        static Found partialStart(std::size_t bytes) {
            return {Kind::PartialStart, DiscardReason::PartialStart, bytes, bytes};
        }
        /// Dropped whole.
        static Found damage(DiscardReason reason, std::size_t bytes) {
            return {Kind::Damage, reason, bytes, bytes};
        }
        /// Searched on inside for another frame.
        static Found damageInside(DiscardReason reason, std::size_t span) {
            return {Kind::Damage, reason, 1, span};
        }
    };

    explicit FrameScanner(const DecodeSettings& settings) : m_rows(settings) {}
    FrameScanner(const FrameScanner&) = default;

    /// The answer must not depend on how many bytes there are, except by being Incomplete.
    /// \pre `bytes` is not empty
    [[nodiscard]] virtual Found find(std::string_view bytes) = 0;
    /// The frame that was just found.
    virtual void take(std::string_view frame, DecoderOutput& output) = 0;
    /// How many bytes may pass after joining anywhere until they are damage.
    [[nodiscard]] virtual std::size_t longestPartialStart() const { return kMaxFrameBytes; }
    virtual void attachTo(SampleWriter& writer) { m_channels.attach(writer); }
    virtual void streamBegins(StreamStart /*start*/) {}
    virtual void streamEnds(StreamEnd /*end*/, DecoderOutput& /*output*/) {}

    /// The beginning of a frame was seen: what fails from here on is damage.
    void startIsKnown() { m_partialBytesLeft = 0; }
    /// Noise, or damage, stands before what is looked at.
    [[nodiscard]] bool behindDamage() const { return m_inDamage || m_noise > 0; }
    /// No bytes follow those that wait.
    [[nodiscard]] bool ended() const { return m_end.has_value(); }
    [[nodiscard]] bool endedComplete() const { return m_end == StreamEnd::Complete; }

    /// Writes a row, which is widened to all channels.
    void addSample(std::vector<double>& row, ChannelSetKind kind, DecoderOutput& output) {
        ++m_account.counts().frames;
        m_rows.add(row, m_channels, kind, output);
    }
    /// The device's own time of the next sample.
    void setDeviceTime(const std::optional<DeviceTime>& time) { m_rows.setDeviceTime(time); }
    void addText(std::string_view text, DecoderOutput& output) {
        ++m_account.counts().textLines;
        output.textLine(text);
    }
    void countDamage(DiscardReason reason, std::string_view bytes, DecoderOutput& output) {
        ++m_account.counts().framesDamaged[reason];
        output.damaged(reason, bytes);
    }
    /// Of the frame that is being taken, so many bytes are discarded.
    void discardOfFrame(DiscardReason reason, std::size_t bytes) {
        m_account.discard(reason, bytes);
        m_discardedOfFrame += bytes;
    }
    [[nodiscard]] DecodeCounts& countsToChange() { return m_account.counts(); }
    [[nodiscard]] ChannelTable& channels() { return m_channels; }
    [[nodiscard]] const ChannelTable& channels() const { return m_channels; }

private:
    [[nodiscard]] std::size_t scan(std::string_view bytes, DecoderOutput& output);
    [[nodiscard]] std::size_t settle(const Found& found, std::string_view bytes,
                                     DecoderOutput& output);
    [[nodiscard]] std::size_t addNoise(std::string_view bytes, std::size_t more,
                                       DecoderOutput& output);
    [[nodiscard]] std::size_t releaseNoise(std::string_view bytes, DecoderOutput& output);
    void drop(DiscardReason reason, std::size_t bytes);
    [[nodiscard]] bool partialStart() const { return m_partialBytesLeft > 0; }

    std::string m_waiting;
    ByteAccount m_account;
    ChannelTable m_channels;
    DatedRows m_rows;
    std::size_t m_noise = 0;  ///< bytes at the front that wait only to be told in one piece
    std::size_t m_partialBytesLeft = 0;
    std::size_t m_discardedOfFrame = 0;
    std::uint64_t m_position = 0;      ///< of the first byte that waits
    std::uint64_t m_countedUntil = 0;  ///< what fails before it was counted
    bool m_inDamage = false;           ///< no whole frame since a damage
    DiscardReason m_damage = DiscardReason::Syntax;
    std::optional<StreamEnd> m_end;  ///< set only while the stream ends
};

}  // namespace telemetryhub::engine
