// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

#include "telemetryhub/engine/decode/decoder.h"

namespace telemetryhub::engine {

/// Cuts a stream of bytes into lines, the same ones however the stream is cut into chunks.
///
/// A line ends with LF, CR LF or CR. A CR ends it at once, so that a device that sends CR alone is
/// not a line behind; an LF that follows in the next chunk is reported as late. A line within one
/// chunk is seen in place; only one that spans chunks is copied, up to the frame limit.
///
/// The sink has `line(std::string_view text, std::size_t bytes)`, where a line end can be read
/// behind `text`, `overlong(std::string_view begin, std::size_t bytes, bool first, bool last)` for
/// the pieces of a line beyond the limit, and `lateLineFeed()`.
class LineSplitter {
public:
    /// Nothing is pending afterwards.
    void clear() {
        m_carry.clear();
        m_skipping = false;
        m_afterReturn = false;
    }
    /// The unfinished line; what went over the limit is not part of it.
    [[nodiscard]] std::string_view pending() const { return m_carry; }

    template <typename Sink>
    void feed(std::string_view chunk, Sink&& sink) {
        const char* at = chunk.data();
        const char* const end = at + chunk.size();
        if (m_afterReturn && at != end) {
            m_afterReturn = false;
            if (*at == '\n') {
                ++at;
                sink.lateLineFeed();
            }
        }
        // Each is searched once up to where it next occurs, so that a chunk without CR costs one
        // scan, and one of CR alone is not scanned for LF again and again.
        const char* lineFeed = find(at, end, '\n');
        const char* carriageReturn = find(at, end, '\r');
        while (at != end) {
            if (lineFeed < at) lineFeed = find(at, end, '\n');
            if (carriageReturn < at) carriageReturn = find(at, end, '\r');
            const char* const stop = lineFeed < carriageReturn ? lineFeed : carriageReturn;
            if (stop == end) return keep({at, static_cast<std::size_t>(end - at)}, sink);
            const char* next = stop + 1;
            if (*stop == '\r') {
                if (next == end)
                    m_afterReturn = true;
                else if (*next == '\n')
                    ++next;
            }
            deliver({at, static_cast<std::size_t>(stop - at)},
                    static_cast<std::size_t>(next - stop), sink);
            at = next;
        }
    }

    /// The stream ended: what is pending is a line.
    template <typename Sink>
    void finish(Sink&& sink) {
        if (!m_carry.empty()) deliver({}, 0, sink);
        clear();
    }

private:
    static const char* find(const char* at, const char* end, char wanted) {
        const void* const found = std::memchr(at, wanted, static_cast<std::size_t>(end - at));
        return found ? static_cast<const char*>(found) : end;
    }

    template <typename Sink>
    void deliver(std::string_view piece, std::size_t endBytes, Sink& sink) {
        if (m_carry.empty() && !m_skipping && piece.size() <= Decoder::kMaxFrameBytes) {
            sink.line(piece, piece.size() + endBytes);
            return;
        }
        deliverCarried(piece, endBytes, sink);
    }

    template <typename Sink>
    void deliverCarried(std::string_view piece, std::size_t endBytes, Sink& sink) {
        const bool first = !m_skipping;
        m_skipping = false;
        const std::size_t length = m_carry.size() + piece.size();
        if (!first || length > Decoder::kMaxFrameBytes) {
            sink.overlong(m_carry.empty() ? piece : std::string_view(m_carry), length + endBytes,
                          first, true);
        } else {
            m_carry.append(piece);
            m_carry.push_back('\n');
            sink.line({m_carry.data(), length}, length + endBytes);
        }
        m_carry.clear();
    }

    template <typename Sink>
    void keep(std::string_view piece, Sink& sink) {
        const std::size_t length = m_carry.size() + piece.size();
        if (!m_skipping && length <= Decoder::kMaxFrameBytes) {
            m_carry.append(piece);
            return;
        }
        sink.overlong(m_carry.empty() ? piece : std::string_view(m_carry), length, !m_skipping,
                      false);
        m_carry.clear();
        m_skipping = true;
    }

    std::string m_carry;
    bool m_skipping = false;
    bool m_afterReturn = false;
};

}  // namespace telemetryhub::engine
