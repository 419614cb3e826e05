// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/format_menu.h"

#include <QActionGroup>

#include "panels/format_words.h"

namespace telemetryhub::ui {

FormatMenu::FormatMenu(engine::Hub& gateway, QWidget* parent)
    : QMenu(tr("&Format"), parent), m_gateway(gateway), m_group(new QActionGroup(this)) {
    connect(m_group, &QActionGroup::triggered, this, [this](const QAction* chosen) {
        if (m_device)
            m_gateway.setFormat(*m_device, static_cast<engine::Format>(chosen->data().toInt()));
    });
    display(nullptr);
}

void FormatMenu::offer(const std::vector<engine::Format>& formats) {
    if (formats == m_offered) return;
    m_offered = formats;
    clear();
    for (const engine::Format format : formats) {
        QAction* action = addAction(formatWord(format));
        action->setCheckable(true);
        action->setData(static_cast<int>(format));
        m_group->addAction(action);
        if (format == engine::Format::Auto) addSeparator();
    }
}

void FormatMenu::display(const engine::DeviceSnapshot* device) {
    // A pushed device sends no bytes.
    const bool decodes =
        device && !std::holds_alternative<engine::PushSettings>(device->settings.bus);
    menuAction()->setEnabled(decodes);
    m_device = decodes ? std::optional(device->device) : std::nullopt;
    if (!decodes) return;
    offer(formatsFor(device->settings.decode));
    for (QAction* action : m_group->actions())
        action->setChecked(action->data().toInt() ==
                           static_cast<int>(device->settings.decode.format));
}

}  // namespace telemetryhub::ui
