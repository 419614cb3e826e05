// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/decoding_dialog.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "devices/decoding_words.h"
#include "devices/message_row.h"
#include "panels/device_words.h"
#include "panels/format_words.h"
#include "panels/row_painting.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr QSize kDecodingSize(780, 640);
constexpr int kDamagedLines = 4;
constexpr int kTailLines = 8;
constexpr int kFormatWidth = 170;
constexpr int kFormatRowHeight = 24;
constexpr int kSignSize = 16;

engine::Format formatOf(const QTreeWidgetItem& row) {
    return static_cast<engine::Format>(row.data(0, Qt::UserRole).toInt());
}

/// Room for a sign, so that words with and without one stand in a column.
QIcon noSign() {
    QPixmap empty(kSignSize, kSignSize);
    empty.fill(Qt::transparent);
    return empty;
}

/// What is selected must not slip away under the pointer.
void showBytes(QPlainTextEdit& view, const QString& text) {
    if (view.textCursor().hasSelection() || view.toPlainText() == text) return;
    QScrollBar& bar = *view.verticalScrollBar();
    const int place = bar.value();
    const bool atEnd = place == bar.maximum();
    view.setPlainText(text);
    bar.setValue(atEnd ? bar.maximum() : place);
}

}  // namespace

DecodingDialog::DecodingDialog(engine::Hub& gateway, const engine::DeviceSnapshot& device,
                               const Theme& theme, QWidget* parent)
    : QDialog(parent),
      m_gateway(gateway),
      m_theme(theme),
      m_newest(device),
      m_verdict(new QLabel(this)),
      m_hint(new MessageRow(theme, this)),
      m_damage(new QLabel(this)),
      m_tailTitle(new QLabel(tr("Newest bytes"), this)),
      m_damaged(makeDump(tr("The last damaged frame"), kDamagedLines)),
      m_tail(makeDump(tr("Newest bytes"), kTailLines)),
      m_pause(new QTimer(this)) {
    resize(kDecodingSize);
    for (auto* label : {m_verdict, m_damage}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_hint->setHint(tr("Samples arrive."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(m_verdict);
    layout->addWidget(m_hint);
    layout->addWidget(makeFormats(), 2);
    layout->addWidget(m_damage);
    layout->addWidget(m_damaged);
    layout->addWidget(m_tailTitle);
    layout->addWidget(m_tail, 1);
    layout->addWidget(makeFormatButtons());
    m_pause->setSingleShot(true);
    m_pause->setInterval(kEveryMs);
    connect(m_pause, &QTimer::timeout, this, &DecodingDialog::showNewest);
    connect(&theme, &Theme::changed, this, &DecodingDialog::applyTheme);
    applyTheme();
}

QWidget* DecodingDialog::makeFormats() {
    m_formats = new QTreeWidget(this);
    m_formats->setAccessibleName(tr("Formats"));
    m_formats->setHeaderLabels({tr("Format"), tr("What speaks for or against it")});
    m_formats->setRootIsDecorated(false);
    m_formats->setUniformRowHeights(true);
    m_formats->setMinimumHeight(120);
    m_formats->header()->resizeSection(0, kFormatWidth);
    connect(m_formats, &QTreeWidget::itemActivated, this, &DecodingDialog::useChosen);
    connect(m_formats, &QTreeWidget::currentItemChanged, this, &DecodingDialog::updateUse);
    return m_formats;
}

QWidget* DecodingDialog::makeFormatButtons() {
    auto* row = new QWidget(this);
    m_use = new QPushButton(tr("&Use this format"), row);
    m_automatic = new QPushButton(tr("Find it &automatically"), row);
    auto* close = new QPushButton(tr("Close"), row);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_use);
    layout->addWidget(m_automatic);
    layout->addStretch(1);
    layout->addWidget(close);
    for (auto* button : {m_use, m_automatic, close}) {
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
        button->setAutoDefault(false);
    }
    connect(m_use, &QPushButton::clicked, this, &DecodingDialog::useChosen);
    connect(m_automatic, &QPushButton::clicked, this, [this] { use(engine::Format::Auto); });
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    return row;
}

QPlainTextEdit* DecodingDialog::makeDump(const QString& accessibleName, int lines) {
    auto* view = new QPlainTextEdit(this);
    view->setAccessibleName(accessibleName);
    view->setReadOnly(true);
    view->setTabChangesFocus(true);
    view->setLineWrapMode(QPlainTextEdit::NoWrap);
    view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    view->setFont(m_theme.fixedFont());
    view->setMinimumHeight(lines * view->fontMetrics().lineSpacing() + 14);
    if (lines == kDamagedLines) view->setMaximumHeight(view->minimumHeight());
    return view;
}

void DecodingDialog::applyTheme() {
    m_verdict->setFont(semibold(m_theme.bodyFont()));
    for (auto* title : {m_damage, m_tailTitle})
        title->setFont(m_theme.smallFont());
    for (auto* view : {m_damaged, m_tail})
        view->setFont(m_theme.fixedFont());
    m_formats->setFont(m_theme.smallFont());
    showNewest();
}

void DecodingDialog::display(const engine::DeviceSnapshot& device) {
    m_newest = device;
    if (m_pause->isActive()) return;
    showNewest();
    m_pause->start();
}

void DecodingDialog::showNewest() {
    setWindowTitle(tr("Decoding of %1").arg(deviceName(m_newest)));
    m_verdict->setText(decodingVerdict(m_newest));
    const DecodingHint hint = decodingHint(m_newest);
    m_hint->say(hint.level, hint.text);
    showFormats();
    showDamage();
    showBytes(*m_tail, hexDump(m_newest.rawTail));
    m_tail->setPlaceholderText(noBytesText(m_newest));
}

void DecodingDialog::showFormats() {
    offerFormats(formatsFor(m_newest.settings.decode));
    const engine::Format inUse = m_newest.settings.decode.format;
    for (int i = 0; i < m_formats->topLevelItemCount(); ++i) {
        QTreeWidgetItem& row = *m_formats->topLevelItem(i);
        const engine::Format format = formatOf(row);
        const bool used = format == inUse;
        const bool found = m_newest.decision && m_newest.decision->chosen == format;
        const QString reason = candidateReason(m_newest, format);
        const QFont font =
            used || found ? semibold(m_theme.smallFont()) : QFont(m_theme.smallFont());
        row.setText(1, used ? tr("in use") : found ? tr("found: %1").arg(reason) : reason);
        row.setToolTip(1, row.text(1));
        row.setIcon(0, used ? m_theme.icon(QStringLiteral("check")) : noSign());
        row.setFont(0, font);
        row.setFont(1, font);
    }
    m_automatic->setEnabled(inUse != engine::Format::Auto);
    updateUse();
}

void DecodingDialog::offerFormats(const std::vector<engine::Format>& formats) {
    if (formats == m_offered) return;
    m_offered = formats;
    m_formats->clear();
    for (const engine::Format format : formats) {
        auto* row = new QTreeWidgetItem(m_formats, {formatWord(format), QString()});
        row->setSizeHint(0, QSize(kFormatWidth, kFormatRowHeight));
        row->setData(0, Qt::UserRole, static_cast<int>(format));
    }
}

void DecodingDialog::showDamage() {
    QString text = damageText(m_newest);
    if (const auto& last = m_newest.lastDamage)
        text += QLatin1Char(' ') +
                tr("The last one at %1: %2.")
                    .arg(clockText(last->time.wallNs), discardReasonWord(last->reason));
    m_damage->setText(text);
    m_damaged->setVisible(m_newest.lastDamage.has_value());
    showBytes(*m_damaged, m_newest.lastDamage ? hexDump(m_newest.lastDamage->bytes) : QString());
}

void DecodingDialog::updateUse() {
    const auto* row = m_formats->currentItem();
    m_use->setEnabled(row && formatOf(*row) != m_newest.settings.decode.format);
}

void DecodingDialog::useChosen() {
    if (const auto* row = m_formats->currentItem()) use(formatOf(*row));
}

void DecodingDialog::use(engine::Format format) {
    if (format == m_newest.settings.decode.format) return;
    m_gateway.setFormat(device(), format);
    // Whoever pressed the button looks for the outcome now.
    m_pause->stop();
}

QString DecodingDialog::verdict() const {
    return m_verdict->text();
}

QString DecodingDialog::hint() const {
    return m_hint->text();
}

}  // namespace telemetryhub::ui
