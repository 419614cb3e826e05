// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/stream_diagnosis.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <string>
#include <utility>
#include <variant>

namespace telemetryhub::engine {

namespace {

/// Noise on a good line makes less than this unreadable, a wrong baud rate more.
constexpr double kUnreadableShare = 0.3;
/// Fewer bytes are no evidence.
constexpr std::size_t kLeastEvidence = 16;

bool isPlain(unsigned char byte) {
    return (byte >= 0x20 && byte < 0x7F) || byte == '\r' || byte == '\n' || byte == '\t';
}

/// How many bytes at the start are one letter of UTF-8 beyond ASCII; 0: none.
std::size_t foreignLetterAt(std::string_view bytes) {
    const auto lead = static_cast<unsigned char>(bytes.front());
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    if (length == 0 || lead > 0xF4 || bytes.size() < length) return 0;
    const auto rest = bytes.substr(1, length - 1);
    const bool continues = std::all_of(rest.begin(), rest.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) >> 6) == 2;
    });
    return continues ? length : 0;
}

double unreadableShareOf(std::string_view bytes) {
    if (bytes.empty()) return 0;
    std::size_t unreadable = 0;
    for (std::string_view rest = bytes; !rest.empty();) {
        const std::size_t letter = foreignLetterAt(rest);
        if (letter == 0 && !isPlain(static_cast<unsigned char>(rest.front()))) ++unreadable;
        rest.remove_prefix(std::max<std::size_t>(letter, 1));
    }
    return static_cast<double>(unreadable) / static_cast<double>(bytes.size());
}

/// How long the line stayed as it was for the shortest time within one byte, in bits: from the
/// start bit, which begins with an edge, to the last edge. 9 when there is no edge.
int shortestRun(unsigned char byte) {
    int shortest = 9;
    int run = 1;
    unsigned level = 0;
    for (int bit = 0; bit < 8; ++bit) {
        const unsigned next = (byte >> bit) & 1U;
        if (next != level) shortest = std::min(shortest, std::exchange(run, 0));
        level = next;
        ++run;
    }
    return shortest;
}

std::string percent(double share) {
    return std::to_string(std::lround(share * 100)) + " %";
}

std::string serialAdvice(const SerialSettings& serial, std::string_view tail) {
    const std::string typed = std::to_string(serial.baud) + " baud";
    if (const auto parity = parityInside(tail); parity && serial.dataBits == 8)
        return std::string(
                   "Without the top bit it is text: a parity bit is set. Set data=7 and "
                   "parity=") +
               (*parity == Parity::Even ? "even." : "odd.");
    if (const auto slower = slowerRate(tail, serial.baud))
        return "It looks like " + std::to_string(*slower) + " baud, not " + typed +
               ". Set that rate, or try all rates.";
    return "Probably the baud rate is not " + typed +
           ": try all rates. Binary frames look like this, too: they need a profile.";
}

}  // namespace

bool isReadable(std::string_view bytes) {
    return unreadableShareOf(bytes) < kUnreadableShare;
}

std::optional<Parity> parityInside(std::string_view bytes) {
    if (bytes.size() < kLeastEvidence) return std::nullopt;
    std::size_t even = 0;
    std::size_t high = 0;
    for (const char letter : bytes) {
        const auto byte = static_cast<unsigned char>(letter);
        if (!isPlain(byte & 0x7FU)) return std::nullopt;
        if (std::popcount(byte) % 2 == 0) ++even;
        if (byte >= 0x80) ++high;
    }
    if (high == 0) return std::nullopt;
    if (even == bytes.size()) return Parity::Even;
    if (even == 0) return Parity::Odd;
    return std::nullopt;
}

std::optional<int> slowerRate(std::string_view bytes, int baud) {
    constexpr std::array kRates{1200,  2400,   4800,   9600,   19200, 38400,
                                57600, 115200, 230400, 460800, 921600};
    if (bytes.size() < kLeastEvidence) return std::nullopt;
    int shortest = 9;
    for (const char byte : bytes)
        shortest = std::min(shortest, shortestRun(static_cast<unsigned char>(byte)));
    // Bits of their own length are of this rate, or of a faster one; without an edge all rates
    // below are alike.
    if (shortest < 2 || shortest >= 9) return std::nullopt;
    const double wanted = static_cast<double>(baud) / shortest;
    const auto nearest =
        std::min_element(kRates.begin(), kRates.end(), [wanted](int left, int right) {
            return std::abs(std::log(left / wanted)) < std::abs(std::log(right / wanted));
        });
    return *nearest < baud ? std::optional(*nearest) : std::nullopt;
}

Error undecoded(const UndecodedStream& stream) {
    std::string text = "No sample in " + std::to_string(stream.bytes) + " bytes: ";
    const double share = unreadableShareOf(stream.tail);
    if (share < kUnreadableShare) {
        text +=
            "they are text that does not fit the format. Choose another decoding, or a "
            "profile.";
        return {ErrorCode::Undecoded, text};
    }
    text += percent(share) + " of the newest are no text. ";
    const auto* serial = std::get_if<SerialSettings>(&stream.bus);
    text += serial ? serialAdvice(*serial, stream.tail)
                   : "Binary frames need a profile that has their layout.";
    return {ErrorCode::Undecoded, text};
}

}  // namespace telemetryhub::engine
