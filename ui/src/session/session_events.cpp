// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session_events.h"

#include <QHeaderView>

#include "session/opened_session.h"
#include "session/session_words.h"
#include "theme/shown_time.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

enum EventColumn { TimeColumn, DeviceColumn, TextColumn };
constexpr int kTimeRole = Qt::UserRole;
constexpr int kLevelRole = Qt::UserRole + 1;
constexpr int kEventShape = 14;
constexpr int kDeviceWidth = 160;
constexpr int kEventRowHeight = 24;
constexpr int kTimeRoom = 32;

AlarmLevel levelOf(engine::Severity severity) {
    switch (severity) {
        case engine::Severity::Warning: return AlarmLevel::Warning;
        case engine::Severity::Critical: return AlarmLevel::Critical;
        case engine::Severity::Info: break;
    }
    return AlarmLevel::Info;
}

QString eventDeviceName(const engine::SessionInfo& info, engine::DeviceId id) {
    const engine::RecordedDeviceInfo* device = info.find(id);
    return device ? QString::fromStdString(device->device.name) : QString();
}

}  // namespace

SessionEvents::SessionEvents(const OpenedSession& session, const Theme& theme, QWidget* parent)
    : QTreeWidget(parent), m_theme(theme) {
    setHeaderLabels({tr("Time"), tr("Device"), tr("What happened")});
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideRight);
    setAccessibleName(tr("Events"));
    const engine::SessionInfo& info = session.view->info();
    for (const engine::Event& event : session.events) {
        const QString text = QString::fromStdString(event.text);
        auto* item = new QTreeWidgetItem(
            this, {dateClockText(event.time.wallNs), eventDeviceName(info, event.device), text});
        item->setData(TimeColumn, kTimeRole, qlonglong{event.time.steadyNs});
        item->setData(TimeColumn, kLevelRole, static_cast<int>(levelOf(event.severity)));
        item->setSizeHint(TimeColumn, {0, kEventRowHeight});
        item->setToolTip(TextColumn, text);
        item->setToolTip(DeviceColumn, item->text(DeviceColumn));
    }
    if (topLevelItemCount() > 0) setCurrentItem(topLevelItem(0));
    connect(this, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
        emit timeChosen(item->data(TimeColumn, kTimeRole).toLongLong());
    });
    connect(&theme, &Theme::changed, this, &SessionEvents::applyTheme);
    applyTheme();
    const int figures = fontMetrics().horizontalAdvance(QStringLiteral("0000-00-00 00:00:00"));
    setColumnWidth(TimeColumn, figures + kEventShape + kTimeRoom);
    setColumnWidth(DeviceColumn, kDeviceWidth);
}

void SessionEvents::applyTheme() {
    setFont(m_theme.smallFont());
    header()->setFont(m_theme.smallFont());
    for (int i = 0; i < topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = topLevelItem(i);
        const auto level = static_cast<AlarmLevel>(item->data(TimeColumn, kLevelRole).toInt());
        item->setIcon(TimeColumn, QIcon(alarmShapePixmap(level, kEventShape, devicePixelRatioF(),
                                                         m_theme.colors())));
    }
}

}  // namespace telemetryhub::ui
