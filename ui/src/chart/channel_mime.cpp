// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/channel_mime.h"

#include <QByteArrayList>
#include <QMimeData>

namespace telemetryhub::ui {

// One line a channel: `device:channel`.
std::unique_ptr<QMimeData> channelMime(const std::vector<ChannelId>& channels,
                                       const QString& text) {
    QByteArrayList lines;
    for (const ChannelId& id : channels)
        lines << QByteArray::number(id.device.value) + ':' +
                     QByteArray::number(qulonglong{id.channel});
    auto mime = std::make_unique<QMimeData>();
    mime->setData(QLatin1String(kChannelMime), lines.join('\n'));
    mime->setText(text);
    return mime;
}

std::vector<ChannelId> channelsOf(const QMimeData& mime) {
    std::vector<ChannelId> channels;
    const auto lines = mime.data(QLatin1String(kChannelMime)).split('\n');
    for (const QByteArray& line : lines) {
        const auto colon = line.indexOf(':');
        if (colon < 1) continue;
        bool deviceOk = false, channelOk = false;
        const auto device = line.left(colon).toUInt(&deviceOk);
        const auto channel = line.mid(colon + 1).toULongLong(&channelOk);
        if (deviceOk && channelOk)
            channels.push_back({engine::DeviceId{device}, static_cast<std::size_t>(channel)});
    }
    return channels;
}

}  // namespace telemetryhub::ui
