// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/decode/pushed_rows.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "decode/channel_table.h"

namespace telemetryhub::engine {

namespace {

bool isName(std::string_view name) {
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; };
    return !name.empty() && name.size() <= PushedRows::kMaxNameBytes &&
           std::none_of(name.begin(), name.end(), isControl);
}

std::optional<std::string> faultOf(const PushedSample& sample) {
    if (sample.values.empty()) return "expected at least one value";
    std::set<std::string_view> names;
    for (const PushedValue& value : sample.values) {
        if (!isName(value.channel)) return "expected channel names of 1 to 256 printable bytes";
        if (!names.insert(value.channel).second)
            return "expected channel " + value.channel + " once";
    }
    return std::nullopt;
}

/// What a time of the sender is on our clocks: behind the row before, and not after now where there
/// is room.
ReadTime pushedTime(std::int64_t wallNs, const ReadTime& now, const ReadTime& last) {
    const std::int64_t ago = std::max<std::int64_t>(now.wallNs - wallNs, 0);
    std::int64_t steadyNs = now.steadyNs - ago;
    if (last != kUnknownTime) steadyNs = std::max(steadyNs, last.steadyNs + 1);
    return {steadyNs, now.wallNs - (now.steadyNs - steadyNs)};
}

}  // namespace

struct PushedRows::Impl {
    [[nodiscard]] Result<void> check(std::span<const PushedSample> samples) const;
    void add(const PushedSample& sample, SampleWriter& writer);

    ChannelTable channels;
    std::vector<double> row;
};

PushedRows::PushedRows() : m_impl(std::make_unique<Impl>()) {}
PushedRows::~PushedRows() = default;

Result<void> PushedRows::write(std::span<const PushedSample> samples, SampleWriter& writer) {
    if (auto checked = m_impl->check(samples); !checked) return checked;
    for (const PushedSample& sample : samples)
        m_impl->add(sample, writer);
    return {};
}

Result<void> PushedRows::Impl::check(std::span<const PushedSample> samples) const {
    std::set<std::string_view> added;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (const auto fault = faultOf(samples[i]))
            return Error{ErrorCode::InvalidArgument,
                         "Sample " + std::to_string(i + 1) + ": " + *fault + "."};
        for (const PushedValue& value : samples[i].values)
            if (!channels.indexOf(value.channel)) added.insert(value.channel);
        if (channels.size() + added.size() > ChannelSet::kMaxChannels)
            return Error{ErrorCode::InvalidArgument, "Sample " + std::to_string(i + 1) +
                                                         ": expected at most 256 channels in all."};
    }
    return {};
}

void PushedRows::Impl::add(const PushedSample& sample, SampleWriter& writer) {
    for (const PushedValue& value : sample.values)
        (void)channels.ensure({value.channel, value.unit, {}});
    channels.publish(writer, ChannelSetKind::Open);
    row.assign(channels.size(), kAbsent);
    for (const PushedValue& value : sample.values)
        row[*channels.indexOf(value.channel)] = value.value;
    const ReadTime now = writer.clock().arrival();
    if (sample.wallNs)
        writer.addRow(row, pushedTime(*sample.wallNs, now, writer.lastTime()));
    else
        writer.addRow(row);
}

}  // namespace telemetryhub::engine
