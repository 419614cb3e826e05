// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/safe_strip.h"

#include <QPushButton>

#include "panels/device_actions.h"
#include "panels/device_words.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

QString whoText(const engine::DeviceSnapshot& device, const engine::Snapshot& snapshot, int more) {
    const QString name = deviceName(device);
    const QString before = latchedBeforeText(device, snapshot.start);
    const QString duration = stateDuration(device, snapshot.time);
    QString who = before.isEmpty()
                      ? SafeStrip::tr("%1 has been in SafeState for %2").arg(name, duration)
                      : SafeStrip::tr("%1 has been in SafeState since %2, before this start")
                            .arg(name, before);
    if (more > 0) who += SafeStrip::tr(", and %1 more").arg(more);
    return who + QLatin1Char('.');
}

}  // namespace

SafeStrip::SafeStrip(DeviceActions& actions, const Theme& theme, QWidget* parent)
    : DeviceStrip(theme,
                  {engine::DeviceState::SafeState,
                   [](const ThemeColors& c) {
                       return Colors{c.safeFill, Qt::white, Qt::white};
                   }},
                  parent),
      m_all(addButton(tr("Show a&ll"), tr("Show all devices in SafeState"),
                      tr("Shows the devices in SafeState alone"))) {
    m_all->hide();
    auto* cause = addButton(tr("Show c&ause"), tr("Show why the device is in SafeState"),
                            actions.showCause.toolTip());
    auto* reset =
        addButton(tr("Reset\u2026"), tr("Reset the device in SafeState"), actions.reset.toolTip());
    connect(m_all, &QPushButton::clicked, this, &SafeStrip::allAsked);
    connect(cause, &QPushButton::clicked, this, [this, &actions] {
        if (device()) emit actions.causeAsked(*device());
    });
    connect(reset, &QPushButton::clicked, this, [this, &actions] {
        if (device()) actions.askReset(*device());
    });
}

void SafeStrip::display(const std::shared_ptr<const engine::Snapshot>& snapshot) {
    const auto [first, more] = choose(*snapshot, [](const engine::DeviceSnapshot& device) {
        return device.state == engine::DeviceState::SafeState;
    });
    if (!first) return;
    m_all->setVisible(more > 0);
    say(whoText(*first, *snapshot, more),
        tr("%1 Check the device, then reset it.").arg(latchText(*first)));
}

}  // namespace telemetryhub::ui
