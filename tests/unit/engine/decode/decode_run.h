// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/sample_writer.h"
#include "telemetryhub/engine/decode/decoder.h"

namespace telemetryhub::engine {

/// A decoder and everything that came out of it, in order and readable:
/// `row time=1 temp=nan`, `text Hello`, `damage syntax 1,2x`. Absent values are left out.
class DecodeRun final : public DecoderOutput, private BlockReceiver {
public:
    explicit DecodeRun(Format format) : DecodeRun(makeDecoder(format)) {}
    explicit DecodeRun(std::unique_ptr<Decoder> decoder);
    /// Goes on in the middle of the other's stream, with a clone of its decoder.
    DecodeRun(DecodeRun& other);

    DecodeRun& begin(StreamStart start = StreamStart::Boundary);
    DecodeRun& feed(std::string_view bytes);
    DecodeRun& finish(StreamEnd end = StreamEnd::Complete);
    void setTime(std::int64_t steadyNs) { samples().setReadTime({steadyNs, steadyNs}); }

    [[nodiscard]] const std::vector<std::string>& events();
    /// Shape: [events]; the read time of each.
    [[nodiscard]] const std::vector<std::int64_t>& times() const { return m_times; }
    /// Of the rows alone.
    [[nodiscard]] const std::vector<std::int64_t>& wallTimes() const { return m_wallTimes; }
    /// `name` or `name [unit]`, in the order of the columns.
    [[nodiscard]] std::vector<std::string> channels();
    [[nodiscard]] ChannelSetKind channelKind();
    [[nodiscard]] DecodeCounts counts() const { return m_decoder->counts(); }
    [[nodiscard]] std::size_t pendingBytes() const { return m_decoder->pendingBytes(); }
    [[nodiscard]] std::string description() const { return m_decoder->description(); }
    [[nodiscard]] const Decoder& decoder() const { return *m_decoder; }
    /// Whether the account of bytes closed after every call.
    [[nodiscard]] bool ledgerAlwaysClosed() const { return m_ledgerAlwaysClosed; }
    [[nodiscard]] std::size_t mostPendingBytes() const { return m_mostPendingBytes; }

    void textLine(std::string_view line) override;
    void damaged(DiscardReason reason, std::string_view bytes) override;

private:
    void receive(BlockRef block) override;
    void add(std::string event, std::int64_t time);
    void checkLedger();

    BlockPool m_pool;
    SampleWriter m_writer;
    std::unique_ptr<Decoder> m_decoder;
    std::vector<std::string> m_events;
    std::vector<std::int64_t> m_times;
    std::vector<std::int64_t> m_wallTimes;
    std::uint64_t m_bytesGiven = 0;
    std::size_t m_mostPendingBytes = 0;
    bool m_ledgerAlwaysClosed = true;
};

/// Calls `take` with pieces of the bytes: of one size, or of 1 to 200 bytes by chance when it is 0.
void cutIntoChunks(std::string_view bytes, std::size_t chunkBytes,
                   const std::function<void(std::string_view)>& take);

/// Lines of all formats, prose and garbage in an order and with damage that the seed decides.
[[nodiscard]] std::string hostileStream(std::uint32_t seed, std::size_t bytes);

/// A sentence with its checksum and CR LF.
[[nodiscard]] std::string sentence(std::string_view body);

}  // namespace telemetryhub::engine
