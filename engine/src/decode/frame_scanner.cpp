// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/frame_scanner.h"

#include <algorithm>
#include <utility>

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kNoiseTold = 64;  // bytes of noise that are told to a person

}  // namespace

void FrameScanner::begin(StreamStart start) {
    m_waiting.clear();
    m_noise = 0;
    m_inDamage = false;
    m_countedUntil = 0;
    m_partialBytesLeft = start == StreamStart::MidFrame ? longestPartialStart() : 0;
    streamBegins(start);
}

void FrameScanner::decode(std::string_view bytes, DecoderOutput& output) {
    attachTo(output.samples());
    if (m_waiting.empty()) {
        const std::size_t used = scan(bytes, output);
        m_waiting.assign(bytes.substr(used));
    } else {
        m_waiting.append(bytes);
        m_waiting.erase(0, scan(m_waiting, output));
    }
}

/// What is not whole is discarded, but a frame behind a false beginning is not lost with it.
void FrameScanner::finish(StreamEnd end, DecoderOutput& output) {
    attachTo(output.samples());
    m_end = end;
    std::size_t at = std::exchange(m_noise, 0);
    if (at > 0) drop(DiscardReason::Unfinished, at);
    while (at < m_waiting.size()) {
        at += scan(std::string_view(m_waiting).substr(at), output);
        const std::size_t lost = std::max(std::exchange(m_noise, 0), std::size_t{1});
        if (at == m_waiting.size()) break;
        drop(DiscardReason::Unfinished, lost);
        at += lost;
    }
    m_waiting.clear();
    streamEnds(end, output);
    m_end.reset();
}

/// Returns how many bytes were accounted for.
std::size_t FrameScanner::scan(std::string_view bytes, DecoderOutput& output) {
    std::size_t at = 0;
    while (at + m_noise < bytes.size()) {
        const Found found = find(bytes.substr(at + m_noise));
        if (found.kind == Found::Kind::Incomplete) break;
        if (found.kind == Found::Kind::Noise) {
            at += addNoise(bytes.substr(at), found.bytes, output);
            continue;
        }
        if (m_noise > 0) at += releaseNoise(bytes.substr(at), output);
        if (found.kind == Found::Kind::Frame)
            output.samples().clock().setFrame(bytes.size() - at - found.bytes, found.bytes);
        at += settle(found, bytes.substr(at), output);
    }
    return at;
}

std::size_t FrameScanner::settle(const Found& found, std::string_view bytes,
                                 DecoderOutput& output) {
    if (found.kind == Found::Kind::Frame) {
        m_partialBytesLeft = 0;
        m_inDamage = false;
        m_countedUntil = 0;
        m_discardedOfFrame = 0;
        take(bytes.substr(0, found.bytes), output);
        m_account.accept(found.bytes - m_discardedOfFrame);
        m_position += found.bytes;
    } else if (found.kind == Found::Kind::PartialStart || partialStart()) {
        drop(DiscardReason::PartialStart, found.bytes);
    } else if (ended() && found.bytes < found.span) {
        drop(DiscardReason::Unfinished, found.bytes);
    } else {
        if (m_position >= m_countedUntil) {
            countDamage(found.reason, bytes.substr(0, found.span), output);
            m_countedUntil = m_position + found.span;
            m_damage = found.reason;
        }
        m_inDamage = true;
        drop(m_damage, found.bytes);
    }
    return found.bytes;
}

/// Noise waits until it is long enough to be told, so that the chunks change nothing.
std::size_t FrameScanner::addNoise(std::string_view bytes, std::size_t more,
                                   DecoderOutput& output) {
    m_noise += more;
    const std::size_t partial = std::min(m_noise, m_partialBytesLeft);
    if (partial > 0) drop(DiscardReason::PartialStart, partial);
    m_noise -= partial;
    if (m_noise == 0 || (m_noise < kNoiseTold && !m_inDamage)) return partial;
    return partial + releaseNoise(bytes.substr(partial), output);
}

std::size_t FrameScanner::releaseNoise(std::string_view bytes, DecoderOutput& output) {
    const std::size_t noise = std::exchange(m_noise, 0);
    if (ended()) {
        drop(DiscardReason::Unfinished, noise);
        return noise;
    }
    if (!m_inDamage) {
        m_inDamage = true;
        m_damage = DiscardReason::Syntax;
        countDamage(m_damage, bytes.substr(0, std::min(noise, kNoiseTold)), output);
    }
    drop(m_damage, noise);
    return noise;
}

void FrameScanner::drop(DiscardReason reason, std::size_t bytes) {
    m_account.discard(reason, bytes);
    m_position += bytes;
    m_partialBytesLeft -= std::min(m_partialBytesLeft, bytes);
}

}  // namespace telemetryhub::engine
