// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/sample_writer.h"

namespace telemetryhub::engine {

void SampleWriter::setChannels(ChannelSetPtr channels) {
    flush();
    m_channels = std::move(channels);
}

void SampleWriter::flush() {
    if (m_open) m_receiver.receive(std::move(m_open));
}

}  // namespace telemetryhub::engine
