// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/undecoded_strip.h"

#include <variant>

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include "panels/device_actions.h"
#include "panels/device_words.h"
#include "panels/elided_label.h"
#include "panels/row_painting.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kUndecodedHeight = 40;
constexpr int kUndecodedShape = 20;

}  // namespace

UndecodedStrip::UndecodedStrip(DeviceActions& actions, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_who(new ElidedLabel(this)), m_why(new ElidedLabel(this)) {
    setMinimumHeight(kUndecodedHeight);
    m_rates = addButton(tr("Try all &rates"), tr("Try all baud rates"));
    m_rates->setToolTip(tr("Listens at one baud rate after the other, about 8 s"));
    m_decoding = addButton(tr("&Decoding\u2026"), tr("Decoding of the device"));
    m_decoding->setToolTip(actions.decoding.toolTip());
    m_edit = addButton(tr("Ed&it\u2026"), tr("Edit the device"));
    m_edit->setToolTip(tr("Change its port, baud rate, format or profile"));
    connect(m_rates, &QPushButton::clicked, this, [this, &actions] {
        if (m_device) emit actions.ratesAsked(*m_device);
    });
    connect(m_decoding, &QPushButton::clicked, this, [this, &actions] {
        if (m_device) emit actions.decodingAsked(*m_device);
    });
    connect(m_edit, &QPushButton::clicked, this, [this, &actions] {
        if (m_device) emit actions.editAsked(*m_device);
    });
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16 + kUndecodedShape + 12, 4, 8, 4);
    layout->setSpacing(8);
    layout->addWidget(m_who);
    layout->addWidget(m_why, 1);
    for (auto* button : {m_rates, m_decoding, m_edit})
        layout->addWidget(button);
    connect(&theme, &Theme::changed, this, &UndecodedStrip::applyTheme);
    applyTheme();
}

QPushButton* UndecodedStrip::addButton(const QString& text, const QString& name) {
    auto* button = new QPushButton(text, this);
    button->setAccessibleName(name);
    return button;
}

void UndecodedStrip::applyTheme() {
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, m_theme.colors().text);
    // A tool bar would give its labels the colour of buttons.
    for (auto* label : {m_who, m_why}) {
        label->setForegroundRole(QPalette::WindowText);
        label->setPalette(colours);
    }
    m_who->setFont(semibold(m_theme.bodyFont()));
    update();
}

void UndecodedStrip::display(const engine::Snapshot& snapshot) {
    const engine::DeviceSnapshot* first = nullptr;
    int more = -1;
    for (const auto& device : snapshot.devices) {
        if (!isUndecoded(device)) continue;
        if (!first) first = &device;
        ++more;
    }
    if (!first) {
        m_device.reset();
        return;
    }
    m_device = first->device;
    m_rates->setVisible(std::holds_alternative<engine::SerialSettings>(first->settings.bus));
    QString who = tr("%1 sends, and nothing is decoded").arg(deviceName(*first));
    if (more > 0) who += tr(", and %1 more").arg(more);
    who += QLatin1Char('.');
    const QString why = problemText(*first);
    if (who != m_who->text()) m_who->setText(who);
    if (why != m_why->text()) m_why->setText(why);
    setAccessibleName(text());
}

QString UndecodedStrip::text() const {
    return m_who->text() + QLatin1Char(' ') + m_why->text();
}

void UndecodedStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().errorTint);
    paintStateShape(
        painter, QRectF(16, (height() - kUndecodedShape) / 2.0, kUndecodedShape, kUndecodedShape),
        engine::DeviceState::Error, m_theme.colors());
}

}  // namespace telemetryhub::ui
