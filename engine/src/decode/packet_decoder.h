// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decode/frame_reader.h"
#include "decode/frame_scanner.h"
#include "decode/packet_framing.h"
#include "telemetryhub/engine/core/decode_settings.h"

namespace telemetryhub::engine {

/// Packets between marks (SLIP, COBS) that hold a binary frame or a line each.
///
/// When it is not said what they hold, the first packet of text decides: one that begins with `{`
/// is JSON, one with a digit is CSV. Until then, packets are shown as text, those that are no text
/// as hexadecimal digits.
///
/// Errors: what no sender writes is Syntax; a packet of a frame is wrong as in FrameDecoder, one
///         of a line as in its format.
class PacketDecoder final : public FrameScanner {
public:
    /// \pre `settings.inner` is Auto, Frame, Csv or Json
    PacketDecoder(const PacketFraming& framing, const DecodeSettings& settings);
    PacketDecoder(const PacketDecoder& other);
    PacketDecoder& operator=(const PacketDecoder&) = delete;

    [[nodiscard]] std::string description() const override;
    [[nodiscard]] std::unique_ptr<Decoder> clone() const override {
        return std::make_unique<PacketDecoder>(*this);
    }

private:
    [[nodiscard]] Found find(std::string_view bytes) override;
    void take(std::string_view frame, DecoderOutput& output) override;
    void streamBegins(StreamStart start) override;
    void streamEnds(StreamEnd end, DecoderOutput& output) override;

    /// The first packet after joining anywhere is known by its end alone.
    [[nodiscard]] std::size_t longestPartialStart() const override { return 0; }
    void attachTo(SampleWriter& writer) override;
    [[nodiscard]] Found skip(std::size_t bytes, bool whole);
    [[nodiscard]] Found overlong();
    [[nodiscard]] Found packetOf(std::string_view encoded, std::size_t bytes);
    [[nodiscard]] Found checkPacket(std::size_t bytes);
    void takeFrame(DecoderOutput& output);
    void takeLine(std::size_t bytes, DecoderOutput& output);
    void takeUnknown(DecoderOutput& output);
    void choose(Format format);
    /// Adds what the decoder of lines counted since `before`, but not its bytes.
    void addCountsSince(const DecodeCounts& before);

    const PacketFraming& m_framing;
    DecodeSettings m_settings;
    std::optional<FrameReader> m_frame;
    std::unique_ptr<Decoder> m_lines;
    std::string m_packet;  ///< decoded, of the frame that was just found
    std::string m_hex;
    std::string_view m_payload;
    std::vector<double> m_row;
    std::size_t m_searched = 0;  ///< bytes without an end at the front of those that wait
    bool m_skipping = false;     ///< inside a packet that is too long
    bool m_first = false;        ///< no end was seen after joining anywhere
};

}  // namespace telemetryhub::engine
