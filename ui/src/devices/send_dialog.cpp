// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/send_dialog.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include "devices/console_view.h"
#include "devices/message_row.h"
#include "panels/device_words.h"
#include "telemetryhub/engine/core/send_text.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr QSize kSendSize(640, 440);
constexpr QLatin1String kFormKey("send/form");
constexpr QLatin1String kEndKey("send/line-end");

QComboBox* namedBox(const QString& name, QWidget* parent) {
    auto* box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->setToolTip(name);
    return box;
}

}  // namespace

SendDialog::SendDialog(engine::GatewayCore& gateway, engine::DeviceId device, const Theme& theme,
                       QSettings* settings, QWidget* parent)
    : QDialog(parent),
      m_gateway(gateway),
      m_device(device),
      m_theme(theme),
      m_settings(settings),
      m_message(new MessageRow(theme, this)),
      m_console(new ConsoleView(theme, this)) {
    resize(kSendSize);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(makeLine());
    layout->addWidget(m_message);
    layout->addWidget(m_console, 1);
    connect(m_send, &QPushButton::clicked, this, &SendDialog::send);
    connect(m_line, &QLineEdit::textEdited, m_message, &MessageRow::clear);
    connect(m_form, &QComboBox::currentIndexChanged, this, &SendDialog::updateForm);
    connect(m_end, &QComboBox::currentIndexChanged, this, &SendDialog::remember);
    connect(&theme, &Theme::changed, this, &SendDialog::applyTheme);
    applyTheme();
    updateForm();
    m_line->setFocus();
}

QWidget* SendDialog::makeLine() {
    using engine::LineEnd;
    auto* row = new QWidget(this);
    m_form = namedBox(tr("Form"), row);
    m_form->addItems({tr("Text"), tr("Hex")});
    m_line = new QLineEdit(row);
    m_line->setAccessibleName(tr("What to send"));
    m_line->installEventFilter(this);
    m_end = namedBox(tr("Line end"), row);
    m_end->addItem(tr("no line end"), static_cast<int>(LineEnd::None));
    m_end->addItem(tr("LF"), static_cast<int>(LineEnd::Lf));
    m_end->addItem(tr("CR"), static_cast<int>(LineEnd::Cr));
    m_end->addItem(tr("CR LF"), static_cast<int>(LineEnd::CrLf));
    m_end->setCurrentIndex(1);
    if (m_settings) {
        m_form->setCurrentIndex(m_settings->value(kFormKey).toInt() == 1 ? 1 : 0);
        const int end = m_settings->value(kEndKey, 1).toInt();
        if (end >= 0 && end < m_end->count()) m_end->setCurrentIndex(end);
    }
    m_send = new QPushButton(m_theme.icon(QStringLiteral("send")), tr("&Send"), row);
    m_send->setAccessibleName(tr("Send"));
    m_send->setDefault(true);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_form);
    layout->addWidget(m_line, 1);
    layout->addWidget(m_end);
    layout->addWidget(m_send);
    return row;
}

SendDialog::Form SendDialog::form() const {
    return m_form->currentIndex() == 1 ? Form::Hex : Form::Text;
}

void SendDialog::applyTheme() {
    m_line->setFont(m_theme.fixedFont());
    m_send->setIcon(m_theme.icon(QStringLiteral("send")));
}

void SendDialog::updateForm() {
    const bool hex = form() == Form::Hex;
    m_end->setEnabled(!hex);
    m_line->setPlaceholderText(hex ? QStringLiteral("01 03 00 FF") : tr("A line, such as OUT 1"));
    m_message->clear();
    m_message->setHint(tr("Enter sends. The arrows up and down call up what was sent before."));
    remember();
}

void SendDialog::remember() const {
    if (!m_settings) return;
    m_settings->setValue(kFormKey, m_form->currentIndex());
    m_settings->setValue(kEndKey, m_end->currentIndex());
}

engine::Result<std::string> SendDialog::bytes() const {
    const std::string text = m_line->text().toStdString();
    if (form() == Form::Hex) return engine::hexBytes(text);
    return engine::lineBytes(text, static_cast<engine::LineEnd>(m_end->currentData().toInt()));
}

void SendDialog::send() {
    const auto wanted = bytes();
    if (!wanted) {
        m_message->say(AlarmLevel::Warning, QString::fromStdString(wanted.error().detail));
        return;
    }
    if (wanted.value().empty()) {
        m_message->say(AlarmLevel::Info, tr("Type what to send first."));
        return;
    }
    const QString line = m_line->text();
    m_gateway.send(m_device, wanted.value(), this,
                   [this, line](const engine::Result<void>& answer) { sent(line, answer); });
}

// The answer comes a moment later; what was typed meanwhile stays.
void SendDialog::sent(const QString& line, const engine::Result<void>& answer) {
    if (!answer) {
        m_message->say(AlarmLevel::Warning, QString::fromStdString(answer.error().detail));
        return;
    }
    m_message->clear();
    if (!line.isEmpty()) m_history.add(line);
    if (m_line->text() == line) m_line->clear();
}

void SendDialog::display(const engine::DeviceSnapshot& device) {
    setWindowTitle(tr("Send to %1").arg(deviceName(device)));
    if (device.textLines == m_linesSeen) return;
    m_linesSeen = device.textLines;
    m_console->display(m_gateway.textLines(m_device));
}

bool SendDialog::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_line || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Up: m_line->setText(m_history.older(m_line->text())); return true;
        case Qt::Key_Down: m_line->setText(m_history.newer(m_line->text())); return true;
        default: return QDialog::eventFilter(watched, event);
    }
}

QString SendDialog::problem() const {
    return m_message->text();
}

}  // namespace telemetryhub::ui
