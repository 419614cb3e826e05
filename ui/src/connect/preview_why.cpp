// SPDX-License-Identifier: GPL-3.0-or-later
// Why a preview shows nothing, and what helps.
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "connect/preview_panel.h"
#include "connect/rate_search.h"
#include "connect/raw_bytes_view.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

using Answer = PreviewCheck::Answer;

QString markOf(Answer answer) {
    switch (answer) {
        case Answer::Yes: return QStringLiteral("\u2713");
        case Answer::No: return QStringLiteral("\u2717");
        case Answer::Waits: break;
    }
    return QStringLiteral("\u2026");
}

QPushButton* whyButton(const QString& text, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setAutoDefault(false);
    button->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    return button;
}

}  // namespace

QWidget* PreviewPanel::makeWhyPage() {
    auto* page = new QWidget(this);
    auto* back = new QToolButton(page);
    back->setText(tr("Show the curve"));
    back->setAutoRaise(true);
    back->setAccessibleName(back->text());
    back->setToolTip(tr("Show the last 30 s instead"));
    connect(back, &QToolButton::clicked, this, [this] {
        m_whyByHand = false;
        choosePage(false);
    });
    auto* title = new QLabel(tr("Why do I see nothing?"), page);
    auto* note = new QLabel(tr("checked while you look"), page);
    note->setForegroundRole(QPalette::PlaceholderText);
    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(title);
    head->addWidget(note, 1);
    head->addWidget(back);
    m_checks = new QLabel(page);
    m_checks->setTextFormat(Qt::PlainText);
    m_checks->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_checks->setContentsMargins(12, 8, 12, 8);
    m_checks->setAutoFillBackground(true);
    m_checks->setBackgroundRole(QPalette::Button);
    m_checks->setAccessibleName(tr("What was checked"));
    auto* both = new QHBoxLayout;
    both->setSpacing(8);
    both->addWidget(makeCause(), 3);
    both->addWidget(m_checks, 2);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addLayout(both, 1);
    return page;
}

QWidget* PreviewPanel::makeCause() {
    m_causeBox = new QWidget(this);
    m_causeBox->setAutoFillBackground(true);
    m_causeBox->setBackgroundRole(QPalette::Button);
    m_causeShape = new QLabel(m_causeBox);
    m_causeTitle = new QLabel(m_causeBox);
    m_causeText = new QLabel(m_causeBox);
    m_causeText->setWordWrap(true);
    m_causeText->setTextFormat(Qt::PlainText);
    m_remedy = whyButton(tr("Try now"), m_causeBox);
    m_tryRates = whyButton(tr("Try all rates, about 8 s"), m_causeBox);
    connect(m_remedy, &QPushButton::clicked, this, &PreviewPanel::useRemedy);
    connect(m_tryRates, &QPushButton::clicked, this, &PreviewPanel::searchRates);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_causeShape);
    head->addWidget(m_causeTitle, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_remedy);
    buttons->addWidget(m_tryRates);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(m_causeBox);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_causeText);
    layout->addLayout(buttons);
    layout->addWidget(makeSearchRow());
    layout->addStretch(1);
    return m_causeBox;
}

QWidget* PreviewPanel::makeSearchRow() {
    m_searchRow = new QWidget(this);
    m_progress = new QProgressBar(m_searchRow);
    m_progress->setAccessibleName(tr("Rates that were tried"));
    m_progress->setRange(0, static_cast<int>(RateSearch::rates().size()));
    auto* cancel = whyButton(tr("Stop"), m_searchRow);
    cancel->setToolTip(tr("Stop trying rates"));
    connect(cancel, &QPushButton::clicked, this, [this] { open(m_settings); });
    auto* layout = new QHBoxLayout(m_searchRow);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_progress, 1);
    layout->addWidget(cancel);
    m_searchRow->hide();
    return m_searchRow;
}

void PreviewPanel::choosePage(bool why) {
    m_lower->setCurrentIndex(why ? 1 : 0);
}

void PreviewPanel::showWhy(const PreviewSnapshot& seen) {
    showCause(previewCause(seen));
    auto checks = previewChecks(seen);
    if (seen.device.ledger.samplesIn > 0 && valuesChange(m_feed->history(), seen))
        checks.back().answer = Answer::Yes;
    showChecks(checks);
    choosePage(!m_cause.title.isEmpty() || m_whyByHand);
}

void PreviewPanel::showChecks(const std::vector<PreviewCheck>& checks) {
    QStringList lines;
    for (const PreviewCheck& check : checks)
        lines << markOf(check.answer) + QStringLiteral("  ") + check.text;
    const QString text = lines.join(QLatin1Char('\n'));
    if (m_checks->text() != text) m_checks->setText(text);
}

void PreviewPanel::showCause(const PreviewCause& cause) {
    const bool changed = cause.title != m_cause.title;
    m_cause = cause;
    const bool stuck = !cause.title.isEmpty();
    m_causeShape->setVisible(stuck);
    m_causeTitle->setText(stuck ? cause.title : tr("Nothing stands in the way so far"));
    m_causeText->setText(cause.text);
    m_remedy->setVisible(cause.remedy != PreviewCause::Remedy::None);
    if (m_remedy->text() != cause.button) {
        m_remedy->setText(cause.button);
        m_remedy->setAccessibleName(cause.button);
    }
    m_tryRates->setVisible(cause.ratesHelp);
    if (changed) emit sightChanged();
}

void PreviewPanel::useRemedy() {
    const PreviewCause cause = m_cause;
    switch (cause.remedy) {
        case PreviewCause::Remedy::UseRate: emit rateChosen(cause.baud); return;
        case PreviewCause::Remedy::TryNow: open(m_settings); return;
        case PreviewCause::Remedy::CopyCommand:
            QApplication::clipboard()->setText(cause.command);
            return;
        case PreviewCause::Remedy::None: return;
    }
}

void PreviewPanel::searchRates() {
    if (!std::holds_alternative<engine::SerialSettings>(m_settings.bus)) return;
    // One port, one reader.
    m_feed.reset();
    m_timer->stop();
    m_bytes->clear();
    m_bytes->setEmptyText(tr("Listening at one baud rate after the other."));
    m_remedy->hide();
    m_tryRates->hide();
    m_searchRow->show();
    m_search = std::make_unique<RateSearch>(m_settings);
    connect(m_search.get(), &RateSearch::trying, this, [this](int baud, int at, int of) {
        m_causeTitle->setText(
            tr("Listening at %1 baud").arg(countText(static_cast<std::uint64_t>(baud))));
        m_causeText->setText(tr("Rate %1 of %2.").arg(at).arg(of));
        m_progress->setValue(at - 1);
    });
    // Queued: the search is destroyed by what its end leads to.
    connect(m_search.get(), &RateSearch::finished, this, &PreviewPanel::endSearch,
            Qt::QueuedConnection);
    m_search->start();
}

void PreviewPanel::endSearch(int baud) {
    if (!m_search) return;
    m_search.reset();
    m_searchRow->hide();
    const auto* serial = std::get_if<engine::SerialSettings>(&m_settings.bus);
    const bool other = baud > 0 && serial && serial->baud != baud;
    open(m_settings);
    if (other) {
        emit rateChosen(baud);
        return;
    }
    m_note->setText(baud > 0 ? tr("this rate makes the most sense of all that were tried")
                             : tr("at no usual rate the bytes made sense; probably they are "
                                  "binary frames"));
}

}  // namespace telemetryhub::ui
