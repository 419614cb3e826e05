// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session_channels.h"

#include <QHeaderView>
#include <QPainter>
#include <QPixmap>
#include <QSignalBlocker>

#include "panels/channel_selection.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr int kSwatch = 12;
constexpr int kChannelRowHeight = 24;

/// The colour of a curve, with its dashes.
QIcon swatch(const QPen& pen, qreal ratio) {
    QPixmap pixmap(QSize(kSwatch, kSwatch) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QPen line = pen;
    line.setWidthF(3);
    line.setCapStyle(Qt::FlatCap);
    painter.setPen(line);
    painter.drawLine(QPointF(0, kSwatch / 2.0), QPointF(kSwatch, kSwatch / 2.0));
    return QIcon(pixmap);
}

}  // namespace

SessionChannels::SessionChannels(const engine::SessionInfo& info, const Theme& theme,
                                 QWidget* parent)
    : QTreeWidget(parent), m_theme(theme) {
    setColumnCount(2);
    setHeaderHidden(true);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    setIndentation(16);
    setAccessibleName(tr("Devices and channels"));
    for (const engine::RecordedDeviceInfo& device : info.devices)
        addDevice(device);
    expandAll();
    if (topLevelItemCount() > 0) setCurrentItem(topLevelItem(0));
    connect(this, &QTreeWidget::itemChanged, this, &SessionChannels::changed);
    connect(&theme, &Theme::changed, this, &SessionChannels::applyTheme);
    applyTheme();
}

void SessionChannels::addDevice(const engine::RecordedDeviceInfo& info) {
    const QString name = QString::fromStdString(info.device.name);
    auto* top = new QTreeWidgetItem(this, {name});
    top->setFlags(top->flags() | Qt::ItemIsUserCheckable | Qt::ItemIsAutoTristate);
    top->setToolTip(0, tr("%1\n%2 samples\n%3")
                           .arg(name, countText(info.samples),
                                QString::fromStdString(info.device.specification))
                           .trimmed());
    top->setSizeHint(0, {0, kChannelRowHeight});
    for (std::size_t i = 0; i < info.channels->size(); ++i) {
        const engine::Channel& channel = (*info.channels)[i];
        const QString title = QString::fromStdString(channel.name);
        const QString unit = QString::fromStdString(channel.unit);
        m_channels.push_back({info.device.id, i, static_cast<int>(m_channels.size()), title, unit,
                              name, QColor(QString::fromStdString(channel.colour))});
        auto* item = new QTreeWidgetItem(top, {title, unit});
        const bool shown = i < ChannelSelection::kShownPerDevice &&
                           m_shownAtFirst < ChannelSelection::kShownByDefault;
        m_shownAtFirst += shown ? 1 : 0;
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren);
        item->setCheckState(0, shown ? Qt::Checked : Qt::Unchecked);
        item->setSizeHint(0, {0, kChannelRowHeight});
        item->setToolTip(0, unit.isEmpty() ? title : tr("%1 in %2").arg(title, unit));
        m_items.push_back(item);
    }
}

void SessionChannels::applyTheme() {
    const QSignalBlocker quiet(this);
    setFont(m_theme.smallFont());
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const ChartChannel& channel = m_channels[i];
        m_items[i]->setIcon(
            0, swatch(m_theme.channelPen(channel.slot, channel.colour), devicePixelRatioF()));
        m_items[i]->setForeground(1, m_theme.colors().muted);
    }
}

std::vector<ChartChannel> SessionChannels::shownChannels() const {
    std::vector<ChartChannel> shown;
    for (std::size_t i = 0; i < m_items.size(); ++i)
        if (m_items[i]->checkState(0) == Qt::Checked) shown.push_back(m_channels[i]);
    return shown;
}

}  // namespace telemetryhub::ui
