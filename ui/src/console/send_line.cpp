// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/send_line.h"

#include <algorithm>
#include <variant>

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include "panels/command_menu.h"
#include "panels/elided_label.h"
#include "telemetryhub/engine/core/send_text.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kMostRepeatMs = 3'600'000;
constexpr int kUsualRepeatMs = 1'000;
/// More commands of a profile stand in a menu.
constexpr int kMostMacros = 6;
/// Narrower than this buttons show icons alone.
constexpr int kWordsFrom = 620;
constexpr int kRepeatFrom = 420;
constexpr int kLeastLine = 60;
constexpr QLatin1String kSendGroup("console/send");

QComboBox* fieldBox(const QString& name, const QString& tip, QWidget* parent) {
    auto* box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->view()->setAccessibleName(name);
    box->setToolTip(tip);
    return box;
}

}  // namespace

SendLine::SendLine(engine::Hub& gateway, const Theme& theme, QWidget* window)
    : QWidget(window),
      m_gateway(gateway),
      m_theme(theme),
      m_commands(new CommandMenu(gateway, this)),
      m_macros(new QWidget(this)),
      m_macroLayout(new QHBoxLayout(m_macros)),
      m_message(new ElidedLabel(this)) {
    m_macroLayout->setContentsMargins(0, 0, 0, 0);
    m_macroLayout->setSpacing(4);
    auto* fields = new QHBoxLayout;
    fields->setSpacing(4);
    makeFields(*fields);
    makeRepeat(*fields);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(m_macros);
    layout->addLayout(fields);
    layout->addWidget(m_message);
    m_macros->hide();
    connect(m_commands, &CommandMenu::refused, this, &SendLine::say);
    connect(m_commands, &CommandMenu::sent, this, [this] { say({}); });
    connect(&m_timer, &QTimer::timeout, this, &SendLine::repeat);
    connect(&theme, &Theme::changed, this, &SendLine::applyTheme);
    applyTheme();
    updateForm();
    updateEnabled();
}

void SendLine::makeFields(QHBoxLayout& layout) {
    using engine::LineEnd;
    m_form = fieldBox(tr("Form"), tr("Whether text or hex digits are typed"), this);
    m_form->addItems({tr("Text"), tr("Hex")});
    m_line = new QLineEdit(this);
    m_line->setAccessibleName(tr("What to send"));
    m_line->installEventFilter(this);
    m_line->setMinimumWidth(kLeastLine);
    m_end = fieldBox(tr("Line end"), tr("What is sent behind the text"), this);
    m_end->addItem(tr("none"), static_cast<int>(LineEnd::None));
    m_end->addItem(tr("LF"), static_cast<int>(LineEnd::Lf));
    m_end->addItem(tr("CR"), static_cast<int>(LineEnd::Cr));
    m_end->addItem(tr("CR LF"), static_cast<int>(LineEnd::CrLf));
    m_end->setCurrentIndex(1);
    m_send = new QPushButton(tr("&Send"), this);
    m_send->setAccessibleName(tr("Send"));
    m_send->setToolTip(tr("Send the line to the device (Enter)"));
    layout.addWidget(m_form);
    layout.addWidget(m_line, 1);
    layout.addWidget(m_end);
    layout.addWidget(m_send);
    connect(m_send, &QPushButton::clicked, this, &SendLine::send);
    connect(m_line, &QLineEdit::returnPressed, this, &SendLine::send);
    connect(m_line, &QLineEdit::textEdited, this, [this] { say({}); });
    connect(m_form, &QComboBox::currentIndexChanged, this, &SendLine::updateForm);
}

void SendLine::makeRepeat(QHBoxLayout& layout) {
    m_every = new QSpinBox(this);
    m_every->setRange(kLeastRepeatMs, kMostRepeatMs);
    m_every->setValue(kUsualRepeatMs);
    m_every->setSuffix(tr(" ms"));
    m_every->setMaximumWidth(
        m_every->fontMetrics().horizontalAdvance(QStringLiteral("3600000 ms")) + 28);
    m_every->setAccessibleName(tr("Milliseconds between repetitions"));
    m_every->setToolTip(tr("How often Repeat sends the line"));
    m_repeat = new QToolButton(this);
    m_repeat->setCheckable(true);
    m_repeat->setText(tr("Repeat"));
    m_repeat->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_repeat->setAccessibleName(tr("Send the line again and again"));
    m_repeat->setFocusPolicy(Qt::TabFocus);
    layout.addWidget(m_every);
    layout.addWidget(m_repeat);
    connect(m_repeat, &QToolButton::toggled, this, &SendLine::toggleRepeating);
}

SendLine::Form SendLine::form() const {
    return m_form->currentIndex() == 1 ? Form::Hex : Form::Text;
}

void SendLine::applyTheme() {
    m_line->setFont(m_theme.fixedFont());
    m_message->setFont(m_theme.smallFont());
    m_send->setIcon(m_theme.icon(QStringLiteral("send")));
    showMessage();
}

void SendLine::updateForm() {
    const bool hex = form() == Form::Hex;
    m_line->setPlaceholderText(hex ? QStringLiteral("01 03 00 FF") : tr("A line, such as OUT 1"));
    m_line->setToolTip(hex ? tr("Hex digits, two a byte. Enter sends; the arrows up and down call "
                                "up what was sent before.")
                           : tr("\\n, \\r, \\t, \\0, \\x01 and \\\\ stand for their bytes. Enter "
                                "sends; the arrows up and down call up what was sent before."));
    say({});
    updateEnabled();
}

void SendLine::display(const engine::DeviceSnapshot* device) {
    const auto id = device ? std::optional(device->device) : std::nullopt;
    if (id != m_device) {
        stopRepeating();
        say({});
    }
    m_device = id;
    m_hasWire = device && !std::holds_alternative<engine::PushSettings>(device->settings.bus);
    m_commands->display(device);
    showCommands();
    updateEnabled();
}

void SendLine::showCommands() {
    const QList<QAction*> actions = m_commands->actions();
    std::vector<engine::CommandPreset> offered = m_commands->offered();
    if (offered == m_offered) return;
    m_offered = std::move(offered);
    while (QLayoutItem* item = m_macroLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto add = [this](QToolButton* button) {
        button->setFocusPolicy(Qt::TabFocus);
        button->setAutoRaise(false);
        m_macroLayout->addWidget(button);
    };
    for (qsizetype i = 0; i < std::min<qsizetype>(actions.size(), kMostMacros); ++i) {
        auto* button = new QToolButton(m_macros);
        button->setDefaultAction(actions[i]);
        button->setAccessibleName(
            QString::fromStdString(m_offered[static_cast<std::size_t>(i)].label));
        add(button);
    }
    if (actions.size() > kMostMacros) {
        auto* more = new QToolButton(m_macros);
        more->setText(tr("All %1").arg(actions.size()));
        more->setAccessibleName(tr("All commands of the profile"));
        more->setToolTip(more->accessibleName());
        more->setPopupMode(QToolButton::InstantPopup);
        more->setMenu(m_commands);
        add(more);
    }
    m_macroLayout->addStretch();
    m_macros->setVisible(!m_offered.empty());
}

void SendLine::updateEnabled() {
    const bool repeats = isRepeating();
    m_line->setEnabled(m_hasWire && !repeats);
    m_form->setEnabled(m_hasWire && !repeats);
    m_end->setEnabled(m_hasWire && !repeats && form() == Form::Text);
    m_send->setEnabled(m_hasWire && !repeats);
    m_every->setEnabled(m_hasWire && !repeats);
    m_repeat->setEnabled(m_hasWire);
    m_macros->setEnabled(m_hasWire);
    m_repeat->setText(repeats ? tr("Stop") : tr("Repeat"));
    showWords();
    m_repeat->setToolTip(repeats ? tr("End the repetition")
                                 : tr("Send the line every %1 until it is stopped")
                                       .arg(millisecondsText(m_every->value())));
}

engine::Result<std::string> SendLine::bytes() const {
    const std::string text = m_line->text().toStdString();
    if (form() == Form::Hex) return engine::hexBytes(text);
    auto plain = engine::unescaped(text);
    if (!plain) return plain;
    return engine::lineBytes(plain.value(),
                             static_cast<engine::LineEnd>(m_end->currentData().toInt()));
}

void SendLine::say(const QString& problem) {
    m_problem = problem;
    showMessage();
}

void SendLine::showMessage() {
    QString text = m_problem;
    if (text.isEmpty() && isRepeating())
        text = tr("Sent %1 times, every %2.")
                   .arg(countText(m_sentCount), millisecondsText(m_every->value()));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText,
                     m_problem.isEmpty() ? m_theme.colors().muted : m_theme.colors().warning);
    m_message->setPalette(colours);
    m_message->setText(text);
    m_message->setAccessibleName(text);
    m_message->setVisible(!text.isEmpty());
}

void SendLine::send() {
    if (!m_device) return;
    const auto wanted = bytes();
    if (!wanted) return say(QString::fromStdString(wanted.error().detail));
    if (wanted.value().empty()) return say(tr("Type what to send first."));
    const QString line = m_line->text();
    m_gateway.send(*m_device, wanted.value(), this,
                   [this, line](const engine::Result<void>& answer) { sent(line, answer); });
}

// The answer comes a moment later; what was typed meanwhile stays.
void SendLine::sent(const QString& line, const engine::Result<void>& answer) {
    if (!answer) return say(QString::fromStdString(answer.error().detail));
    say({});
    if (!line.isEmpty()) m_history.add(line);
    if (m_line->text() == line) m_line->clear();
}

void SendLine::toggleRepeating(bool on) {
    if (!on) return stopRepeating();
    const auto wanted = bytes();
    const bool isEmpty = wanted && m_line->text().isEmpty();
    if (!wanted || isEmpty || !m_device) {
        stopRepeating();
        say(wanted ? tr("Type what to repeat first.")
                   : QString::fromStdString(wanted.error().detail));
        return;
    }
    m_repeated = wanted.value();
    m_sentCount = 0;
    m_history.add(m_line->text());
    m_timer.start(m_every->value());
    updateEnabled();
    repeat();
}

void SendLine::repeat() {
    m_gateway.send(*m_device, m_repeated, this, [this](const engine::Result<void>& answer) {
        if (!isRepeating()) return;
        if (!answer) {
            stopRepeating();
            say(tr("The repetition ended: %1").arg(QString::fromStdString(answer.error().detail)));
            return;
        }
        ++m_sentCount;
        showMessage();
    });
}

void SendLine::stopRepeating() {
    m_timer.stop();
    m_repeat->setChecked(false);
    updateEnabled();
    showMessage();
}

/// Where there is little room the buttons keep their icons, and the line its letters.
void SendLine::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_isNarrow = width() < kWordsFrom;
    m_every->setVisible(width() >= kRepeatFrom);
    m_repeat->setVisible(width() >= kRepeatFrom || isRepeating());
    showWords();
}

void SendLine::showWords() {
    m_send->setText(m_isNarrow ? QString() : tr("&Send"));
    m_repeat->setToolButtonStyle(m_isNarrow ? Qt::ToolButtonIconOnly
                                            : Qt::ToolButtonTextBesideIcon);
    m_repeat->setIcon(
        m_theme.icon(isRepeating() ? QStringLiteral("stop") : QStringLiteral("replay")));
}

void SendLine::focusField() {
    m_line->setFocus(Qt::ShortcutFocusReason);
}

bool SendLine::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_line || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Up: m_line->setText(m_history.older(m_line->text())); return true;
        case Qt::Key_Down: m_line->setText(m_history.newer(m_line->text())); return true;
        default: return QWidget::eventFilter(watched, event);
    }
}

void SendLine::saveState(QSettings& settings) const {
    settings.beginGroup(kSendGroup);
    settings.setValue(QStringLiteral("form"), m_form->currentIndex());
    settings.setValue(QStringLiteral("lineEnd"), m_end->currentIndex());
    settings.setValue(QStringLiteral("everyMs"), m_every->value());
    settings.endGroup();
}

void SendLine::restoreState(QSettings& settings) {
    settings.beginGroup(kSendGroup);
    m_form->setCurrentIndex(settings.value(QStringLiteral("form")).toInt() == 1 ? 1 : 0);
    const int end = settings.value(QStringLiteral("lineEnd"), 1).toInt();
    if (end >= 0 && end < m_end->count()) m_end->setCurrentIndex(end);
    m_every->setValue(settings.value(QStringLiteral("everyMs"), kUsualRepeatMs).toInt());
    settings.endGroup();
}

}  // namespace telemetryhub::ui
