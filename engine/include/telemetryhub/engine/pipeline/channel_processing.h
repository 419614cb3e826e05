// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "telemetryhub/engine/core/processing_settings.h"
#include "telemetryhub/engine/pipeline/processing_step.h"

namespace telemetryhub::engine {

class DerivationStep;

/// Scales and names the channels of a device and adds those that are calculated.
///
/// The channels behind it only grow at the end, like those before it: a channel that the decoder
/// finds late stands behind the calculated ones.
///
/// Threads: one worker at a time, blocks in order.
class ChannelProcessing final : public ProcessingStep {
public:
    /// Told the channels as everybody behind sees them, when they change; called on the worker.
    using ChannelsListener = std::function<void(const ChannelSetPtr&)>;

    /// \pre `settings` passed checkProcessing
    ChannelProcessing(const ProcessingSettings& settings, ChannelsListener listener);
    ~ChannelProcessing() override;

    void apply(SampleBlock& block) override;

private:
    struct Calculated {
        std::size_t column = 0;
        std::vector<std::size_t> inputs;
        std::unique_ptr<DerivationStep> step;
    };
    struct Scaled {
        std::size_t column = 0;
        double factor = 1;
        double offset = 0;
    };

    void resolve(const ChannelSetPtr& input);
    void addDecoded(const Channel& channel);
    void addCalculated();
    [[nodiscard]] std::vector<std::size_t> columnsOf(const std::vector<std::string>& names) const;
    [[nodiscard]] bool isTaken(const std::string& name) const;
    [[nodiscard]] std::string freeName(const std::string& name) const;
    void noteGap(const SampleBlock& block);
    void placeColumns(SampleBlock& block) const;
    void calculate(SampleBlock& block);

    const std::vector<ChannelSettings> m_settings;
    std::vector<DerivedChannel> m_waiting;  ///< whose inputs were not all seen
    const ChannelsListener m_listener;
    ChannelSetPtr m_input;
    ChannelSetPtr m_output;
    std::vector<Channel> m_channels;      ///< of the output
    std::vector<std::size_t> m_columnOf;  ///< of each decoded channel
    bool m_moves = false;                 ///< a decoded channel stands behind a calculated one
    std::vector<Scaled> m_scaled;
    std::vector<Calculated> m_calculated;
    std::vector<std::span<const double>> m_inputs;
    Sequence m_next = 1;
};

}  // namespace telemetryhub::engine
