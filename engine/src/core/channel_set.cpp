// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/channel_set.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace telemetryhub::engine {

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r";
    const auto first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace

ChannelSet::ChannelSet(std::vector<Channel> channels, ChannelSetKind kind)
    : m_channels(std::move(channels)), m_kind(kind) {
    assert(m_channels.size() <= kMaxChannels + kMaxDerived);
}

std::optional<std::size_t> ChannelSet::indexOf(std::string_view name) const {
    const auto found =
        std::find_if(m_channels.begin(), m_channels.end(),
                     [name](const Channel& channel) { return channel.name == name; });
    if (found == m_channels.end()) return std::nullopt;
    return static_cast<std::size_t>(found - m_channels.begin());
}

Channel channelFromTitle(std::string_view title) {
    title = trimmed(title);
    const auto open = title.rfind('[');
    if (title.empty() || title.back() != ']' || open == std::string_view::npos || open == 0)
        return {std::string(title), {}, {}};
    const auto unit = trimmed(title.substr(open + 1, title.size() - open - 2));
    return {std::string(trimmed(title.substr(0, open))), std::string(unit), {}};
}

}  // namespace telemetryhub::engine
