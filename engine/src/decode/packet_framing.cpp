// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/packet_framing.h"

#include <algorithm>
#include <cstddef>

namespace telemetryhub::engine {

namespace {

constexpr char kSlipEnd = '\xC0';
constexpr char kSlipEscape = '\xDB';
constexpr char kSlipEscapedEnd = '\xDC';
constexpr char kSlipEscapedEscape = '\xDD';

bool decodeSlip(std::string_view encoded, std::string& packet) {
    packet.clear();
    while (true) {
        const std::size_t escape = std::min(encoded.find(kSlipEscape), encoded.size());
        packet.append(encoded.substr(0, escape));
        if (escape == encoded.size()) return true;
        if (escape + 1 == encoded.size()) return false;
        const char code = encoded[escape + 1];
        if (code != kSlipEscapedEnd && code != kSlipEscapedEscape) return false;
        packet.push_back(code == kSlipEscapedEnd ? kSlipEnd : kSlipEscape);
        encoded.remove_prefix(escape + 2);
    }
}

bool decodeCobs(std::string_view encoded, std::string& packet) {
    constexpr std::size_t kWithoutZero = 0xFF;
    packet.clear();
    while (!encoded.empty()) {
        const std::size_t code = static_cast<unsigned char>(encoded.front());
        if (code == 0 || code > encoded.size()) return false;
        packet.append(encoded.substr(1, code - 1));
        encoded.remove_prefix(code);
        if (code != kWithoutZero && !encoded.empty()) packet.push_back('\0');
    }
    return true;
}

}  // namespace

const PacketFraming kSlipFraming{"SLIP", kSlipEnd, decodeSlip};
const PacketFraming kCobsFraming{"COBS", '\0', decodeCobs};

}  // namespace telemetryhub::engine
