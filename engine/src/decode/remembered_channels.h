// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace telemetryhub::engine {

/// The channels of names, where the same names come in nearly the same order line after line: a
/// name is first compared with the one that stood in its place in the last line.
class RememberedChannels {
public:
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name, std::size_t place) {
        if (place < m_knownAt.size() && m_known[m_knownAt[place]].name == name)
            return m_known[m_knownAt[place]].channel;
        const auto found = std::find_if(m_known.begin(), m_known.end(),
                                        [name](const Known& known) { return known.name == name; });
        if (found == m_known.end()) return std::nullopt;
        remember(static_cast<std::size_t>(found - m_known.begin()), place);
        return found->channel;
    }
    /// \pre `find` does not know the name
    void add(std::string_view name, std::size_t place, std::size_t channel) {
        m_known.push_back({std::string(name), channel});
        remember(m_known.size() - 1, place);
    }
    [[nodiscard]] std::size_t size() const { return m_known.size(); }
    [[nodiscard]] bool empty() const { return m_known.empty(); }

private:
    struct Known {
        std::string name;
        std::size_t channel;
    };

    void remember(std::size_t known, std::size_t place) {
        if (place >= m_knownAt.size()) m_knownAt.resize(place + 1);
        m_knownAt[place] = known;
    }

    std::vector<Known> m_known;
    std::vector<std::size_t> m_knownAt;  ///< by place in the line
};

}  // namespace telemetryhub::engine
