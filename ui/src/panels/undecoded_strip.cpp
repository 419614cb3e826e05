// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/undecoded_strip.h"

#include <variant>

#include <QPushButton>

#include "panels/device_actions.h"
#include "panels/device_words.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

UndecodedStrip::UndecodedStrip(DeviceActions& actions, const Theme& theme, QWidget* parent)
    : DeviceStrip(theme,
                  {engine::DeviceState::Error,
                   [](const ThemeColors& c) {
                       return Colors{c.errorTint, c.text, c.error};
                   }},
                  parent),
      m_rates(addButton(tr("Try all &rates"), tr("Try all baud rates"),
                        tr("Listens at one baud rate after the other, about 8 s"))) {
    auto* decoding =
        addButton(tr("&Decoding\u2026"), tr("Decoding of the device"), actions.decoding.toolTip());
    auto* edit = addButton(tr("Ed&it\u2026"), tr("Edit the device"),
                           tr("Change its port, baud rate, format or profile"));
    connect(m_rates, &QPushButton::clicked, this, [this, &actions] {
        if (device()) emit actions.ratesAsked(*device());
    });
    connect(decoding, &QPushButton::clicked, this, [this, &actions] {
        if (device()) emit actions.decodingAsked(*device());
    });
    connect(edit, &QPushButton::clicked, this, [this, &actions] {
        if (device()) emit actions.editAsked(*device());
    });
}

void UndecodedStrip::display(const engine::Snapshot& snapshot) {
    const auto [first, more] = choose(snapshot, isUndecoded);
    if (!first) return;
    m_rates->setVisible(std::holds_alternative<engine::SerialSettings>(first->settings.bus));
    QString who = tr("%1 sends, and nothing is decoded").arg(deviceName(*first));
    if (more > 0) who += tr(", and %1 more").arg(more);
    say(who + QLatin1Char('.'), problemText(*first));
}

}  // namespace telemetryhub::ui
